import { PanelBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { type Description, described } from "./described.ts";
import type { Panel } from "./panel.ts";
import { UNIT } from "./units.ts";

/** The name, not the uid, of the data source in config/grafana/datasources/: it is what this kind of panel asks for. */
const DATA_SOURCE_NAME = "Prometheus";

/** Grafana's own code for the newest first. */
const NEWEST_FIRST = 5;

/** The alerts that are in force, each with its labels. The library has no builder of its own for this kind of panel. */
export function alertList(options: Omit<Description, "unit" | "queries">): Panel {
  const builder = new PanelBuilder().type("alertlist").options({
    alertInstanceLabelFilter: "",
    alertName: "",
    dashboardAlerts: false,
    datasource: DATA_SOURCE_NAME,
    groupBy: [],
    groupMode: "default",
    maxItems: 20,
    sortOrder: NEWEST_FIRST,
    stateFilter: {
      firing: true,
      pending: true,
      recovering: false,
      error: false,
      noData: false,
      normal: false,
    },
    viewMode: "list",
  });
  return described(builder, "now", { ...options, unit: UNIT.plain, queries: [] });
}
