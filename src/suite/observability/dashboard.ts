import type { Profile } from "../../plan/profile.ts";
import { complaintsAboutDashboard } from "../../watchers/complaints.ts";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import { loadCharts } from "../load-bench/load-charts.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import { askedUnderLoad } from "./asked-under-load.ts";
import { type PanelsShown, panelsShown } from "./panels-shown.ts";
import type { WatchedStack } from "./watched-stack.ts";

const SECONDS = { quick: 7, full: 120 };

/** What the delivered dashboard shows of a running stack. */
export interface DashboardFindings extends PanelsShown {
  /** What panels lack that a reader needs. */
  complaints: string[];
  /** When the loads ran, in ms since 1970. */
  loads: { fromMs: number; toMs: number };
  /** Charts over the loads, by title, as SVG. */
  charts: Map<string, string>;
}

/** Runs every query of every panel while one broker after the other carries the planned load. */
export async function dashboardUnderLoad(stack: WatchedStack, profile: Profile): Promise<DashboardFindings> {
  const dashboard = readDashboard();
  const queries = dashboard.panels.flatMap((panel) => panel.queries.map(({ expr }) => expr));
  const { empty, loads } = await askedUnderLoad(stack, [...new Set(queries)], {
    framesPerSecond: plannedRate(),
    seconds: SECONDS[profile],
  });
  const charts = await Promise.all(loads.map((each) => loadCharts(stack.prometheus, each)));
  return {
    ...panelsShown(dashboard, empty),
    complaints: complaintsAboutDashboard(dashboard),
    loads: {
      fromMs: Math.min(...loads.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...loads.map(({ toMs }) => toMs)),
    },
    charts: new Map(charts.flatMap((ofLoad) => [...ofLoad])),
  };
}
