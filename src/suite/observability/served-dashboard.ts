import { Readable } from "node:stream";
import { type Dashboard, dashboardOf, readDashboard } from "../../watchers/dashboard-file.ts";
import type { GrafanaProbe, Period } from "../../watchers/grafana.ts";
import { otherThanDelivered } from "./shown-dashboard.ts";

const AT_ONCE = 4;

/** How a live Grafana serves the delivered dashboard. */
interface Served {
  title: string;
  /** What went wrong while it was provisioned. */
  failures: string[];
  /** What it has otherwise than the delivered one: panels, queries, units, limits. */
  differences: string[];
}

/** What a live Grafana answers to the delivered dashboard's queries. */
interface Answered {
  queries: number;
  /** Queries that it answers without a number, each with its place and the reason. */
  empty: string[];
}

/** Asks Grafana for the dashboard. */
export async function servedDashboard(grafana: GrafanaProbe): Promise<Served> {
  const delivered = readDashboard();
  const { uid } = delivered;
  const served = await grafana.dashboard(uid);
  const model = served.title === undefined ? undefined : await grafana.model(uid);
  return {
    title: served.title ?? "none",
    failures: await grafana.provisioningFailures(uid, served),
    differences: model
      ? otherThanDelivered(dashboardOf(model, "Grafana's dashboard"), delivered)
      : [`no dashboard ${uid} is served`],
  };
}

/** Asks Grafana's own query API for the data of each panel over a load. */
export async function answeredByGrafana(
  grafana: GrafanaProbe,
  load: Period,
  { panels }: Dashboard,
): Promise<Answered> {
  const queries = panels.flatMap((panel) => panel.queries);
  const reasons = await Readable.from(queries)
    .map(({ expr }) => grafana.whyEmpty(expr, load).then((why) => why ?? ""), { concurrency: AT_ONCE })
    .toArray();
  return {
    queries: queries.length,
    empty: queries.flatMap(({ location }, index) => (reasons[index] ? `${location}: ${reasons[index]}` : [])),
  };
}
