import type { Delivery } from "../../judges/delivery.ts";
import { latencyFigures } from "../../judges/latency.ts";
import { mergedHistograms } from "../../traffic/latencies.ts";
import type { LoadRun } from "../../traffic/load-run.ts";

type Counted = Exclude<keyof Delivery, "first" | "lostWhere">;

/**
 * Loads that were run one after the other as one: every frame of each is accounted for. Where a run can't be told as a sum (how
 * its drain ended, what its clocks did, which frames are missing) it is that of the worst one.
 */
export function windowsTogether(runs: readonly [LoadRun, ...LoadRun[]]): LoadRun {
  const [first] = runs;
  if (runs.length === 1) return first;
  const sum = (of: (run: LoadRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const most = (of: (run: LoadRun) => number) => Math.max(...runs.map(of));
  const histograms = {
    received: mergedHistograms(runs.map((run) => run.histograms.received)),
    confirmed: mergedHistograms(runs.map((run) => run.histograms.confirmed)),
    lag: mergedHistograms(runs.map((run) => run.histograms.lag)),
  };
  return {
    ...first,
    delivery: deliveriesTogether(runs.map(({ delivery }) => delivery) as [Delivery, ...Delivery[]]),
    measuredSeconds: sum(({ measuredSeconds }) => measuredSeconds),
    achievedRate: Math.min(...runs.map(({ achievedRate }) => achievedRate)),
    received: latencyFigures(histograms.received),
    histograms,
    out: sum(({ out }) => out),
    early: { count: sum(({ early }) => early.count), mostMs: most(({ early }) => early.mostMs) },
    clock: worstBy(runs, ({ clock }) => Math.abs(clock.differMs) + clock.withinMs).clock,
    window: runs.flatMap(({ window }) => window),
    latenciesBySecond: runs.flatMap(({ latenciesBySecond }) => latenciesBySecond),
    interruption: {
      confirmed: most(({ interruption }) => interruption.confirmed),
      received: most(({ interruption }) => interruption.received),
    },
    bytes: bytesTogether(runs),
    generator: {
      due: sum(({ generator }) => generator.due),
      sent: sum(({ generator }) => generator.sent),
      late: sum(({ generator }) => generator.late),
    },
    drain: (runs.find(({ drain }) => !drain.isComplete) ?? first).drain,
    isInterrupted: runs.some(({ isInterrupted }) => isInterrupted),
    shares: runs.flatMap(({ shares }) => shares),
    stalls: runs.flatMap(({ stalls }) => stalls),
    timeline: timelineOf(runs),
    refusals: countsTogether(runs.map(({ refusals }) => refusals)),
    connectionLosses: countsTogether(runs.map(({ connectionLosses }) => connectionLosses)),
  };
}

function deliveriesTogether(deliveries: readonly [Delivery, ...Delivery[]]): Delivery {
  const worst = worstBy(deliveries, ({ lost, leftover }) => lost + leftover);
  const isCount = (name: string): name is Counted => typeof worst[name as keyof Delivery] === "number";
  const counts = Object.keys(worst)
    .filter(isCount)
    .map((name) => [name, deliveries.reduce((total, each) => total + each[name], 0)]);
  return { ...worst, ...Object.fromEntries(counts) };
}

/** Of the frames that came out: on average, and of the smallest. */
function bytesTogether(runs: readonly LoadRun[]): LoadRun["bytes"] {
  const out = runs.filter(({ bytes }) => bytes.least > 0);
  const frames = out.reduce((total, run) => total + run.out, 0);
  if (frames === 0) return { mean: 0, least: 0 };
  return {
    mean: out.reduce((total, run) => total + run.bytes.mean * run.out, 0) / frames,
    least: Math.min(...out.map(({ bytes }) => bytes.least)),
  };
}

/** Each window's seconds go on where those of the one before ended. */
function timelineOf(runs: readonly LoadRun[]): LoadRun["timeline"] {
  let before = 0;
  return runs.flatMap(({ timeline }) => {
    const moved = timeline.map((line) => ({ ...line, second: line.second + before }));
    before = moved.at(-1)?.second ?? before;
    return moved;
  });
}

function countsTogether(counts: readonly Record<string, number>[]): Record<string, number> {
  const together: Record<string, number> = {};
  for (const each of counts)
    for (const [reason, count] of Object.entries(each)) together[reason] = (together[reason] ?? 0) + count;
  return together;
}

function worstBy<T>(all: readonly [T, ...T[]], of: (each: T) => number): T {
  return all.reduce((worst, each) => (of(each) > of(worst) ? each : worst));
}
