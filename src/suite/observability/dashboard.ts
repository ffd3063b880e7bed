import type { Obstacle } from "../../kernel/obstacle.ts";
import type { Profile } from "../../plan/profile.ts";
import { complaintsAboutDashboard } from "../../watchers/complaints.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { loadCharts } from "../load-bench/load-charts.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import { askedUnderLoad } from "./asked-under-load.ts";
import { KnownDoings } from "./known-doings.ts";
import { backlogLimit, otherLimits, plannedLimits } from "./limits-drawn.ts";
import { withoutQueriesOf } from "./of-others.ts";
import { type PanelTruth, panelTruth } from "./panel-truth.ts";
import { type PanelsShown, panelsShown } from "./panels-shown.ts";
import type { ShownDashboard } from "./shown-dashboard.ts";
import type { WatchedStack } from "./watched-stack.ts";

const SECONDS = { quick: 7, hosts: 7, full: 120 };
/** The second broker carries more, so that what is of one can't be taken for the other's. */
const GROWTH = 1.4;
/** The seconds of a load that the rates of the dashboard see at most. */
const SEEN_SECONDS = 60;

/** What the dashboard shows of a running stack. */
export interface DashboardFindings extends PanelsShown, Pick<ShownDashboard, "readFrom" | "dashboard"> {
  /** What panels lack that a reader needs. */
  complaints: string[];
  /** What keeps a broker of the run from being watched: nothing is said of its queries. */
  unseen: Obstacle | undefined;
  /** Panels that draw other limits than the plan's. */
  limits: string[];
  /** What it shows of what was done. @throws what kept that from being observed */
  truth(): PanelTruth;
  /** When the loads ran, in ms since 1970. */
  loads: { fromMs: number; toMs: number };
  /** Charts over the loads, by title, as SVG. */
  charts: Map<string, string>;
}

/**
 * Runs every query of every panel while one broker after the other carries the planned load. Then does to each what is known
 * by number, and compares what panels and recording rules show of it.
 */
export async function dashboardUnderLoad(
  stack: WatchedStack,
  profile: Profile,
  { dashboard: whole, readFrom }: ShownDashboard,
): Promise<DashboardFindings> {
  const dashboard = withoutQueriesOf(stack.others, whole);
  const queries = dashboard.panels.flatMap((panel) => panel.queries.map(({ expr }) => expr));
  const { truth, asked } = await besideTheLoads(stack, profile, dashboard, [...new Set(queries)]);
  const { empty, loads } = asked;
  const charts = await Promise.all(loads.map((each) => loadCharts(stack.prometheus, each)));
  return {
    ...panelsShown(dashboard, empty),
    ...{ dashboard, readFrom, truth, unseen: stack.unseen },
    complaints: complaintsAboutDashboard(whole),
    limits: otherLimits(whole, plannedLimits(backlogLimit(readRules().alerts))),
    loads: {
      fromMs: Math.min(...loads.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...loads.map(({ toMs }) => toMs)),
    },
    charts: new Map(charts.flatMap((ofLoad) => [...ofLoad])),
  };
}

async function besideTheLoads(
  stack: WatchedStack,
  profile: Profile,
  dashboard: ShownDashboard["dashboard"],
  queries: readonly string[],
) {
  const seconds = SECONDS[profile];
  const offer = { framesPerSecond: plannedRate(), seconds, growth: GROWTH };
  await using doings = await KnownDoings.begin(stack);
  const aheadMs = await stack.prometheus.clockAheadMs();
  await stack.scraped();
  await stack.prometheus.hasSeen(Date.now() + aheadMs);
  doings.begunMs = Date.now();
  const frames = new Map<string, number>();
  let found: PanelTruth | undefined;
  let failure: unknown;
  const asked = await askedUnderLoad(stack, queries, offer, {
    loaded(watched, { startedAt, delivery }) {
      const fromMs = Date.parse(startedAt);
      doings.loaded(watched, { fromMs, toMs: fromMs + seconds * 1e3, delivery });
      frames.set(watched.broker.id, delivery.confirmed * Math.min(1, SEEN_SECONDS / seconds));
    },
    async afterLoads() {
      try {
        await doings.act(frames, aheadMs);
        found = await panelTruth(stack, doings, dashboard, aheadMs);
      } catch (thrown) {
        failure = thrown;
      }
    },
  });
  const truth = () => {
    if (found) return found;
    throw failure;
  };
  return { asked, truth };
}
