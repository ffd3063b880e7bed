import { describeExpectation, describeMeasured, holds, type PlainMeasured } from "../plan/expectation.ts";
import type { Comparison } from "../plan/schema.ts";
import {
  boundAcrossHosts,
  CLOCK_TOLERANCE_MS,
  clocksDiffer,
  clocksUnknown,
  nearerThanKnown,
  type RunClocks,
} from "./clocks.ts";
import { type Delivery, notEmptyAtStart, successPercent } from "./delivery.ts";
import type { LatencyFigures } from "./latency.ts";
import {
  comeOutUnknownWithout,
  lostUnknownWithout,
  type MissingWorker,
  workersMissing,
} from "./missing-workers.ts";
import { sustainedSeconds, type WindowSecond } from "./sustained.ts";

type SpeedFacts = Pick<LoadFacts, "generator" | "clock" | "isInterrupted" | "missingWorkers">;
type LatencyFacts = SpeedFacts & Pick<LoadFacts, "early" | "received" | "out">;

/** What a load run measured, as far as it is judged. */
export interface LoadFacts {
  delivery: Delivery;
  /** Frames per second that the broker kept: `keptRate` says which count, and over which time. */
  achievedRate: number;
  /** From due to received; `undefined` for too few latencies. */
  received: LatencyFigures | undefined;
  /** Frames due in the measured window that came out: of each there has to be a latency. */
  out: number;
  /** Frames that were received before they were due, of which no latency is, and by how many ms at most. */
  early: { count: number; mostMs: number };
  clock: RunClocks;
  /** The measured window, second by second. */
  window: readonly WindowSecond[];
  /** The longest times, in seconds, in which frames were due and none was confirmed, and none came out. */
  interruption: { confirmed: number; received: number };
  generator: {
    /** Frames that the schedule has in the measured window, whether or not a producer took them up. */
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
  /** Of a load of several workers, those whose results are not in it. */
  missingWorkers?: readonly MissingWorker[];
}

export interface LoadLimits {
  minRate: number;
  maxP99Ms: number;
  minSuccessPercent: number;
  /** How long the rate has to be kept, second by second; without it, that is not judged. */
  minSustainedSeconds?: number | undefined;
  maxInterruptionSeconds?: number | undefined;
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

const P99 = "p99 latency";

type Figure = [
  name: string,
  measured: PlainMeasured | undefined,
  expected: Comparison,
  unit: string,
  unknown: string | undefined,
];

/**
 * Judges a load run. The law: every frame that was due is confirmed and comes out intact, once, in time and at the rate
 * asked for, in every second. What the run could not show is undetermined: speed with a generator that was late itself or
 * clocks that differ, loss with a drain that did not end or a broker that was not empty, what a missing worker may have seen,
 * anything with a run that was cut short. A loss that was seen stays one.
 */
export function judgeLoad(facts: LoadFacts, limits: LoadLimits): LoadVerdict {
  const { delivery, received, missingWorkers: missing } = facts;
  const { lost } = delivery;
  const [speed, loss] = [speedUnknown(facts), lossUnknown(facts)];
  const latency =
    latencyUnknown(facts) ?? nearerThanKnown(facts.clock, Math.abs((received?.p99Ms ?? 0) - limits.maxP99Ms));
  const bound = boundAcrossHosts(facts.clock);
  const success = workersMissing(missing) ?? loss;
  const figures: Figure[] = [
    ["success rate", successPercent(delivery), { moreThan: limits.minSuccessPercent }, "%", success],
    ["lost", lost, { is: 0 }, "frames", loss],
    ...(["duplicated", "corrupted", "unexpected"] as const).map((name): Figure => {
      const frames = delivery[name];
      return [name, frames, { is: 0 }, "frames", comeOutUnknownWithout(missing, frames)];
    }),
    ["achieved rate", facts.achievedRate, { atLeast: limits.minRate }, "frames/s", speed],
    ...timesOf(facts, limits, speed),
    [P99, received?.p99Ms, { lessThan: limits.maxP99Ms }, "ms", latency],
  ];
  const findings = figures.map(([name, measured, expected, unit, unknown]): Finding => {
    const said = { name, expected: describeExpectation(expected, unit) };
    if (measured === undefined)
      return { ...said, status: "undetermined", measured: "", reason: "too few frames" };
    const within = name === P99 && bound !== undefined ? ` ± ${bound.toFixed(2)} ms` : "";
    const told = { ...said, measured: `${describeMeasured(measured, expected, unit)}${within}` };
    if (unknown) return { ...told, status: "undetermined", reason: unknown };
    return { ...told, status: holds(expected, measured) ? "met" : "not-met" };
  });
  return { status: statusOf(findings, facts), findings };
}

/** For how long the rate was kept, and for how long nothing went on, as far as that is judged. */
function timesOf(
  { window, interruption }: LoadFacts,
  limits: LoadLimits,
  unknown: string | undefined,
): Figure[] {
  const { minSustainedSeconds: least, maxInterruptionSeconds: most, minRate } = limits;
  const longest = Math.max(interruption.confirmed, interruption.received);
  return [
    ...(least === undefined
      ? []
      : [
          [
            "rate kept for",
            sustainedSeconds(window, minRate),
            { atLeast: least },
            "s",
            unknown,
          ] satisfies Figure,
        ]),
    ...(most === undefined
      ? []
      : [["interruption", longest, { atMost: most }, "s", unknown] satisfies Figure]),
  ];
}

/** Why rate and times of a run say nothing of the broker, if they do not. */
export function speedUnknown(facts: SpeedFacts): string | undefined {
  const { clock, isInterrupted, missingWorkers } = facts;
  const nothing =
    workersMissing(missingWorkers) ??
    noLoad(facts) ??
    clocksDiffer(clock, CLOCK_TOLERANCE_MS.rate) ??
    generatorOverloaded(facts);
  if (nothing) return nothing;
  return isInterrupted ? "interrupted" : clocksUnknown(clock, CLOCK_TOLERANCE_MS.rate);
}

function noLoad({ generator: { due, sent } }: Pick<LoadFacts, "generator">): string | undefined {
  if (due < 2)
    return `${due === 0 ? "no frame" : "one frame"} was due in the measured window: a rate needs two or more; ask for a longer duration`;
  return sent === 0 ? "no frame was sent in the measured window" : undefined;
}

/** Why a run measured its generator and not the broker, if it did: what it finds slow may not be. */
export function generatorOverloaded({
  generator: { late, sent },
}: Pick<LoadFacts, "generator">): string | undefined {
  const percent = (late / sent) * 100;
  return percent > MOST_LATE_PERCENT
    ? `generator overloaded: ${percent.toFixed(1)} % of frames left over 5 ms late by its own fault; lower the rate, or give it more processors or producers`
    : undefined;
}

/** Why its latencies say nothing of the broker, if they do not. Nothing is received before it is sent: then a clock is wrong. */
export function latencyUnknown(facts: LatencyFacts): string | undefined {
  const { clock, early, received, out } = facts;
  const tolerance = CLOCK_TOLERANCE_MS.latency;
  // First what is wrong for certain: an overloaded generator is no reason to leave it unsaid.
  const unknown = clocksDiffer(clock, tolerance) ?? speedUnknown(facts) ?? clocksUnknown(clock, tolerance);
  if (unknown) return unknown;
  if (received && received.count + early.count !== out)
    return `there are ${received.count + early.count} latencies of ${out} frames that came out`;
  if (early.count === 0) return undefined;
  return `${early.count} frames were received before they were sent: the clocks of producer and consumer differ by ${early.mostMs.toFixed(1)} ms or more`;
}

/** Why what is missing from a run may not be lost, if it may not. */
export function lossUnknown({
  drain,
  delivery,
  missingWorkers,
}: Pick<LoadFacts, "drain" | "delivery" | "missingWorkers">): string | undefined {
  const without = lostUnknownWithout(missingWorkers, delivery.lost);
  return without ?? notEmptyAtStart(delivery) ?? (drain.isComplete ? undefined : drain.ended);
}

function statusOf(findings: Finding[], { isInterrupted }: LoadFacts): LoadVerdict["status"] {
  const has = (status: Finding["status"]) => findings.some((finding) => finding.status === status);
  if (has("not-met")) return "does not hold";
  return has("undetermined") || isInterrupted ? "undetermined" : "holds";
}
