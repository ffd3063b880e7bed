import { describeExpectation, describeMeasured, holds, type Measured } from "../plan/expectation.ts";
import type { Comparison } from "../plan/schema.ts";
import { type Delivery, notEmptyAtStart, successPercent } from "./delivery.ts";
import type { LatencyFigures } from "./latency.ts";

/** What a load run measured, as far as it is judged. */
export interface LoadFacts {
  delivery: Delivery;
  /** Frames per second that the broker kept: `keptRate` says which count, and over which time. */
  achievedRate: number;
  /** From due to received; `undefined` for too few latencies. */
  received: LatencyFigures | undefined;
  generator: {
    /** Frames due in the measured window. */
    due: number;
    /** Of those, the ones that were sent. */
    sent: number;
    /** Of those, the ones that left over 5 ms late by the generator's own fault. */
    late: number;
  };
  drain: {
    /** Whether everything confirmed came out and the broker holds nothing. */
    isComplete: boolean;
    /** How it ended, in words. */
    ended: string;
  };
  /** Whether a person ended the run before its time. */
  isInterrupted: boolean;
}

export interface LoadLimits {
  minRate: number;
  maxP99Ms: number;
  minSuccessPercent: number;
}

export interface Finding {
  name: string;
  status: "met" | "not-met" | "undetermined";
  measured: string;
  expected: string;
  /** Why it is undetermined. */
  reason?: string;
}

export interface LoadVerdict {
  status: "holds" | "does not hold" | "undetermined";
  findings: Finding[];
}

/** The share of late frames, in percent, from which the generator measures itself and not the broker. */
const MOST_LATE_PERCENT = 1;

/**
 * Judges a load run. The law: every frame that was due is confirmed and comes out intact, once, in time and at the rate
 * asked for. What the run could not show is undetermined: speed with a generator that was late itself, loss with a drain
 * that did not end or a broker that was not empty, anything with a run that was cut short. A loss that was seen stays one.
 */
export function judgeLoad(facts: LoadFacts, limits: LoadLimits): LoadVerdict {
  const { delivery, received } = facts;
  const { lost, duplicated, corrupted, unexpected } = delivery;
  const [speed, loss] = [speedUnknown(facts), lossUnknown(facts)];
  const figures: [string, Measured | undefined, Comparison, string, string | undefined][] = [
    ["success rate", successPercent(delivery), { moreThan: limits.minSuccessPercent }, "%", loss],
    ["lost", lost, { is: 0 }, "frames", loss],
    ["duplicated", duplicated, { is: 0 }, "frames", undefined],
    ["corrupted", corrupted, { is: 0 }, "frames", undefined],
    ["unexpected", unexpected, { is: 0 }, "frames", undefined],
    ["achieved rate", facts.achievedRate, { atLeast: limits.minRate }, "frames/s", speed],
    ["p99 latency", received?.p99Ms, { lessThan: limits.maxP99Ms }, "ms", speed],
  ];
  const findings = figures.map(([name, measured, expected, unit, unknown]): Finding => {
    const said = { name, expected: describeExpectation(expected, unit) };
    if (measured === undefined)
      return { ...said, status: "undetermined", measured: "", reason: "too few frames" };
    const told = { ...said, measured: describeMeasured(measured, expected, unit) };
    if (unknown) return { ...told, status: "undetermined", reason: unknown };
    return { ...told, status: holds(expected, measured) ? "met" : "not-met" };
  });
  return { status: statusOf(findings, facts), findings };
}

/** Why rate and latency of a run say nothing of the broker, if they do not. */
export function speedUnknown({ generator, isInterrupted }: LoadFacts): string | undefined {
  const { due, late, sent } = generator;
  if (due < 2)
    return `${due === 0 ? "no frame" : "one frame"} was due in the measured window: a rate needs two or more; ask for a longer duration`;
  if (sent === 0) return "no frame was sent in the measured window";
  const percent = (late / sent) * 100;
  if (percent > MOST_LATE_PERCENT) {
    return `generator overloaded: ${percent.toFixed(1)} % of frames left over 5 ms late by its own fault; lower the rate, or give it more processors or producers`;
  }
  return isInterrupted ? "interrupted" : undefined;
}

/** Why what is missing from a run may not be lost, if it may not. */
export function lossUnknown({ drain, delivery }: Pick<LoadFacts, "drain" | "delivery">): string | undefined {
  return notEmptyAtStart(delivery) ?? (drain.isComplete ? undefined : drain.ended);
}

function statusOf(findings: Finding[], { isInterrupted }: LoadFacts): LoadVerdict["status"] {
  const has = (status: Finding["status"]) => findings.some((finding) => finding.status === status);
  if (has("not-met")) return "does not hold";
  return has("undetermined") || isInterrupted ? "undetermined" : "holds";
}
