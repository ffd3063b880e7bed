import { settled } from "../../kernel/wait.ts";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import { namedSeries } from "../../watchers/named-series.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { askedUnderLoad } from "./asked-under-load.ts";
import { type Coverage, seriesCovered } from "./series-covered.ts";
import { type TargetsUp, targetsUp } from "./targets-up.ts";
import type { WatchedStack } from "./watched-stack.ts";

const UP_WITHIN_MS = 30_000;
const OFFER = { framesPerSecond: 100, seconds: 5 };

/** Every job of Prometheus with its targets, once all are up or the deadline passes. */
export async function scraped({ prometheus, unusedJobs }: WatchedStack): Promise<TargetsUp> {
  return settled(
    "every target is up",
    { deadlineMs: UP_WITHIN_MS, everyMs: 250 },
    async () => {
      const [jobs, targets] = await Promise.all([prometheus.jobs(), prometheus.targets()]);
      return targetsUp(jobs, targets, unusedJobs);
    },
    ({ notUp }) => notUp.length === 0,
  );
}

/** Looks every series that rules and dashboard name up on the running stack, while frames go through every broker. */
export async function coverage(stack: WatchedStack): Promise<Coverage> {
  const named = namedSeries(readRules(), readDashboard());
  const { empty } = await askedUnderLoad(
    stack,
    named.map(({ text }) => text),
    OFFER,
  );
  return seriesCovered(named, empty);
}
