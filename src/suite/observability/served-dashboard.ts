import { Readable } from "node:stream";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import type { GrafanaProbe, Period } from "../../watchers/grafana.ts";

const AT_ONCE = 4;

/** How a live Grafana serves the delivered dashboard. */
interface Served {
  title: string;
  /** What went wrong while it was provisioned. */
  failures: string[];
}

/** What a live Grafana answers to the delivered dashboard's queries. */
interface Answered {
  queries: number;
  /** Queries that it answers without a number, each with its place and the reason. */
  empty: string[];
}

/** Asks Grafana for the dashboard. */
export async function servedDashboard(grafana: GrafanaProbe): Promise<Served> {
  const { uid } = readDashboard();
  const served = await grafana.dashboard(uid);
  return {
    title: served.title ?? "none",
    failures: await grafana.provisioningFailures(uid, served),
  };
}

/** Asks Grafana's own query API for the data of each panel over a load. */
export async function answeredByGrafana(grafana: GrafanaProbe, load: Period): Promise<Answered> {
  const queries = readDashboard().panels.flatMap((panel) => panel.queries);
  const reasons = await Readable.from(queries)
    .map(({ expr }) => grafana.whyEmpty(expr, load).then((why) => why ?? ""), { concurrency: AT_ONCE })
    .toArray();
  return {
    queries: queries.length,
    empty: queries.flatMap(({ location }, index) => (reasons[index] ? `${location}: ${reasons[index]}` : [])),
  };
}
