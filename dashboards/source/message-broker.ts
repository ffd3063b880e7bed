import {
  CustomVariableBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  RowBuilder,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATA_SOURCE } from "../../src/watchers/grafana.ts";
import { annotations } from "./annotations.ts";
import { dashboardLinks } from "./links.ts";
import type { Row } from "./panel.ts";
import { rows } from "./rows.ts";

/** As Grafana takes it; `npm run dashboard` writes it to dashboards/message-broker.json. */
export function messageBrokerDashboard(): Dashboard {
  const builder = new DashboardBuilder("Message Broker Metrics")
    .uid("broker-metrics")
    .description(
      "Redis, RabbitMQ and NATS as the frame broker. Generated from dashboards/source by npm run dashboard.",
    )
    .tags(["broker", "redis", "rabbitmq", "nats"])
    .readonly()
    .timezone("browser")
    .time({ from: "now-30m", to: "now" })
    .refresh("5s")
    .tooltip(DashboardCursorSync.Crosshair)
    .annotations(annotations())
    .links(dashboardLinks())
    .withVariable(chosenSource())
    .withVariable(chosenBrokers());
  for (const row of rows()) {
    builder.withRow(headingOf(row));
    for (const panel of row.panels) builder.withPanel(panel.builder);
  }
  const dashboard = builder.build();
  return {
    ...dashboard,
    panels: dashboard.panels?.map((panel, index) => ({ ...panel, id: index + 1 })) ?? [],
  };
}

function headingOf({ title, ofEachBroker }: Row): RowBuilder {
  return ofEachBroker ? new RowBuilder(`${title}: $broker`).repeat("broker") : new RowBuilder(title);
}

/** The file's text, as the formatter of this repository leaves it. */
export function dashboardJson(): string {
  const text = JSON.stringify(messageBrokerDashboard(), null, 2);
  return `${text.replaceAll(LIST_OF_TEXTS, onOneLine)}\n`;
}

const LIST_OF_TEXTS = /\[\s+"[^"]*"(,\s+"[^"]*")*\s+\]/g;

function onOneLine(list: string): string {
  return JSON.stringify(JSON.parse(list)).replaceAll('","', '", "');
}

/** Opens with the one that config/grafana/datasources/ provisions. */
function chosenSource(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder("datasource")
    .label("Data source")
    .type("prometheus")
    .current({ text: "Prometheus", value: DATA_SOURCE.uid });
}

function chosenBrokers(): CustomVariableBuilder {
  return new CustomVariableBuilder("broker")
    .label("Broker")
    .values("redis,rabbitmq,nats")
    .multi(true)
    .includeAll(true)
    .allValue(".*")
    .allowCustomValue(false)
    .current({ text: ["All"], value: ["$__all"] });
}
