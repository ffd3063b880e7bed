import { latencyUnknown, speedUnknown } from "../judges/load.ts";
import { quantileInterval } from "../judges/quantile-interval.ts";
import { judgeEstimate } from "../plan/estimate.ts";
import { rateOf } from "../suite/load-bench/speed.ts";
import type { LoadRun } from "../traffic/load-run.ts";
import {
  CONFIDENCE_PERCENT,
  type Figure,
  type Tried,
  type Undetermined,
  valuesOf,
  without,
} from "./figure.ts";
import { intervalWords } from "./figure-words.ts";

const PERCENTILES = { p50: 0.5, p99: 0.99, p999: 0.999 } as const;
type Percentile = keyof typeof PERCENTILES;

/** What is read of a load. */
type Load = Pick<
  LoadRun,
  "generator" | "clock" | "isInterrupted" | "early" | "received" | "out" | "latenciesBySecond"
>;

/** What the loads of a broker came to, all rounds together. */
export type LoadFigures = Readonly<Record<"rate" | Percentile, Figure>>;

/** More frames that never came out would leave the slowest of a thousand out of a percentile. */
const MOST_MISSING = 0.0005;

/**
 * The rate that a broker keeps, and its latencies at the plan's rate. The law: where a broker does not keep the rate, frames wait
 * longer the longer the load lasts. Then a percentile of latency says nothing, and the rate stands in its place.
 *
 * @param rounds each a load by itself @param leastRate that the plan asks for, in frames a second
 */
export function loadFigures(rounds: readonly Tried<Load>[], leastRate: number): LoadFigures {
  const rate = rateIn(rounds);
  const percentile = (name: Percentile): Figure =>
    insteadOfLatency(rate, leastRate) ?? latencyIn(rounds, name);
  return { rate, p50: percentile("p50"), p99: percentile("p99"), p999: percentile("p999") };
}

function rateIn(rounds: readonly Tried<Load>[]): Figure {
  const { values, reasons } = showing(rounds, speedUnknown);
  const estimate = rateOf(
    values.map(({ latenciesBySecond }) => latenciesBySecond),
    { confidencePercent: CONFIDENCE_PERCENT },
  );
  return Number.isFinite(estimate.value) ? { estimate } : without(reasons);
}

function insteadOfLatency(rate: Figure, leastRate: number): { instead: string } | Undetermined | undefined {
  if ("undetermined" in rate) return { undetermined: `the rate is not known: ${rate.undetermined}` };
  if ("instead" in rate) return rate;
  const { estimate } = rate;
  if (judgeEstimate({ atLeast: leastRate }, estimate) !== "not-met") return undefined;
  return { instead: `keeps ${intervalWords(estimate, "frames/s")} only` };
}

function latencyIn(rounds: readonly Tried<Load>[], name: Percentile): Figure {
  const { values, reasons } = showing(rounds, (load) => latencyUnknown(load) ?? missing(load));
  const seconds = values.flatMap(({ latenciesBySecond }) => latenciesBySecond);
  const estimate = quantileInterval(
    seconds.map(({ latenciesMs }) => latenciesMs),
    PERCENTILES[name],
    {
      confidencePercent: CONFIDENCE_PERCENT,
      seconds: seconds.reduce((sum, each) => sum + each.seconds, 0),
    },
  );
  return estimate ? { estimate } : without(reasons);
}

/** The loads that show a figure, and why others do not. */
function showing(rounds: readonly Tried<Load>[], unknown: (load: Load) => string | undefined) {
  return valuesOf(
    rounds.map((round) => {
      const why = "value" in round ? unknown(round.value) : undefined;
      return why === undefined ? round : { undetermined: why };
    }),
  );
}

function missing({ latenciesBySecond, out }: Load): string | undefined {
  const due = latenciesBySecond.reduce((sum, each) => sum + each.due, 0);
  return due - out > due * MOST_MISSING ? `${due - out} of ${due} frames did not come out` : undefined;
}
