import { settled } from "../../kernel/wait.ts";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import { namedSeries } from "../../watchers/named-series.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { askedUnderLoad } from "./asked-under-load.ts";
import { isOf } from "./of-others.ts";
import { type Coverage, seriesCovered } from "./series-covered.ts";
import { type TargetsUp, targetsUp } from "./targets-up.ts";
import type { WatchedStack } from "./watched-stack.ts";

const UP_WITHIN_MS = 30_000;
/** Series by which whoever is scraped says who it is. */
const IDENTITIES =
  '{__name__=~"redis_instance_info|rabbitmq_identity_info|prometheus_build_info|alertmanager_build_info"}';
const OFFER = { framesPerSecond: 100, seconds: 5 };

/** Every job of Prometheus with its targets, once all are up or the deadline passes. */
export async function scraped(stack: WatchedStack): Promise<TargetsUp> {
  const { prometheus, unusedJobs: unused } = stack;
  const expected = await stack.expectedTargets();
  return settled(
    "every target is up",
    { deadlineMs: UP_WITHIN_MS, everyMs: 250 },
    async () => {
      const [jobs, targets, identities] = await Promise.all([
        prometheus.jobs(),
        prometheus.targets(),
        prometheus.query(IDENTITIES),
      ]);
      return targetsUp({ jobs, targets, unused, expected, identities });
    },
    ({ notUp }) => notUp.length === 0,
  );
}

/** Looks every series that rules and dashboard name of its brokers up on the running stack, while frames go through each of them. */
export async function coverage(stack: WatchedStack): Promise<Coverage> {
  const named = namedSeries(readRules(), readDashboard()).filter((each) => !isOf(stack.others, each));
  const { empty } = await askedUnderLoad(
    stack,
    named.map(({ text }) => text),
    OFFER,
  );
  return seriesCovered(named, empty);
}
