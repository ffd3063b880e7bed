import type { Obstacle } from "../kernel/obstacle.ts";
import { type Estimate, isEstimate, judgeEstimate } from "./estimate.ts";
import { describeInterval } from "./estimate-words.ts";
import { describeExpectation, describeMeasured, holds, type Measured } from "./expectation.ts";
import { describeScalar } from "./scalar-words.ts";
import type { Criterion } from "./schema.ts";

/** A measured value beside the plan's expectation, in words. */
export interface Judgement {
  status: "met" | "not-met" | "undetermined";
  expected: string;
  measured: string;
  /** Why it is undetermined. */
  reason?: string;
  /** What kept a part of it from being observed, where that is why. */
  obstacle?: Obstacle["kind"];
}

/**
 * The law of the whole tool: a criterion is met when the measured value is as the plan expects it, and not otherwise. What
 * varies is judged by its interval alone, and is undetermined where that lies across the limit.
 *
 * @param busy why a time may be what others did to the host, if it may: one that holds nevertheless holds, and another is
 *   undetermined
 */
export function judge(criterion: Criterion, measured: Measured, busy?: string): Judgement {
  const { expected, unit } = criterion;
  const told = {
    expected: describeExpectation(expected, unit),
    measured: describeMeasured(measured, expected, unit),
  };
  if (!isEstimate(measured)) {
    if (holds(expected, measured)) return { status: "met", ...told };
    return busy === undefined
      ? { status: "not-met", ...told }
      : { status: "undetermined", ...told, reason: busy };
  }
  const status = judgeEstimate(expected, measured);
  return {
    status,
    ...told,
    ...(status === "undetermined" ? { reason: undecided(criterion, measured) } : {}),
  };
}

/** The judgement of a value of which a part could not be observed: one that is met says nothing of that part. */
export function unlessUnseen(judgement: Judgement, unseen: Obstacle | undefined): Judgement {
  if (!unseen || judgement.status !== "met") return judgement;
  return { ...judgement, status: "undetermined", reason: unseen.text, obstacle: unseen.kind };
}

/** Why it is no figure of it; else "8.9 to 11.6 ms against < 10 ms after 120 s". */
function undecided({ expected, unit }: Criterion, estimate: Estimate): string {
  if (estimate.unknown !== undefined) return estimate.unknown;
  const interval = describeInterval(estimate, expected, unit) ?? "no interval";
  const { seconds } = estimate;
  const after = seconds === undefined ? "" : ` after ${describeScalar(Math.round(seconds), "en")} s`;
  return `${interval} against ${describeExpectation(expected, unit)}${after}`;
}
