import { describeExpectation, describeMeasured, holds, type Measured } from "./expectation.ts";
import type { Criterion } from "./schema.ts";

/** A measured value beside the plan's expectation, in words. */
export interface Judgement {
  status: "met" | "not-met";
  expected: string;
  measured: string;
}

/** The law of the whole tool: a criterion is met when the measured value is as the plan expects it, and not otherwise. */
export function judge(criterion: Criterion, measured: Measured): Judgement {
  return {
    status: holds(criterion.expected, measured) ? "met" : "not-met",
    expected: describeExpectation(criterion.expected, criterion.unit),
    measured: describeMeasured(measured, criterion.expected, criterion.unit),
  };
}
