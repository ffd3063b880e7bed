import type { Scalar } from "../../plan/expectation.ts";
import type { Profile } from "../../plan/profile.ts";
import { complaintsAboutDashboard } from "../../watchers/complaints.ts";
import { type Panel, readDashboard } from "../../watchers/dashboard-file.ts";
import { loadCharts } from "../load-bench/load-charts.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import { askedUnderLoad } from "./asked-under-load.ts";
import type { WatchedStack } from "./watched-stack.ts";

const SECONDS = { quick: 7, full: 120 };

/** What the delivered dashboard shows of a running stack. */
export interface DashboardFindings {
  /** Panels of a row that show something, by the row's title. */
  shown(row: string): number;
  /** Queries without data, each with its place and the reason. */
  empty: string[];
  queries: number;
  /** What panels lack that a reader needs. */
  complaints: string[];
  rows: Scalar[][];
  /** When the loads ran, in ms since 1970. */
  loads: { fromMs: number; toMs: number };
  /** Charts over the loads, by title, as SVG. */
  charts: Map<string, string>;
}

/** Runs every query of every panel while both brokers carry the planned load. */
export async function dashboardUnderLoad(stack: WatchedStack, profile: Profile): Promise<DashboardFindings> {
  const dashboard = readDashboard();
  const queries = dashboard.panels.flatMap((panel) => panel.queries);
  const { empty, loads } = await askedUnderLoad(stack, [...new Set(queries.map(({ expr }) => expr))], {
    framesPerSecond: plannedRate(),
    seconds: SECONDS[profile],
  });
  const shows = (panel: Panel) =>
    panel.queries.length > 0 && panel.queries.every(({ expr }) => !empty.has(expr));
  const titles = [...new Set(dashboard.panels.map(({ row }) => row))];
  const ofRow = (row: string) => dashboard.panels.filter((panel) => panel.row === row);
  const queriesOf = (row: string) => ofRow(row).flatMap((panel) => panel.queries);
  return {
    shown: (row) => ofRow(row).filter(shows).length,
    empty: queries
      .filter(({ expr }) => empty.has(expr))
      .map(({ place, expr }) => `${place}: ${empty.get(expr)} for ${expr}`),
    queries: queries.length,
    complaints: complaintsAboutDashboard(dashboard),
    rows: titles.map((row) => [
      row,
      ofRow(row).length,
      queriesOf(row).length,
      queriesOf(row).filter(({ expr }) => !empty.has(expr)).length,
    ]),
    loads: { fromMs: loads.redis.fromMs, toMs: loads.rabbitmq.toMs },
    charts: new Map([
      ...(await loadCharts(stack.prometheus, { broker: stack.redis.broker, ...loads.redis })),
      ...(await loadCharts(stack.prometheus, { broker: stack.rabbitmq.broker, ...loads.rabbitmq })),
    ]),
  };
}
