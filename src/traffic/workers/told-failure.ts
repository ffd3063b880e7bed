import { errorKindOf } from "../../kernel/error-kind.ts";
import { problemOf } from "../../kernel/last-resort.ts";
import { messageOf, type ProblemParts } from "../../kernel/problem.ts";

/** A failure as it is told to another process. */
export interface ToldFailure {
  problem: ProblemParts;
  isUndetermined: boolean;
}

/** @param subject whose failure it is, where the error does not say */
export function toldFailure(thrown: unknown, subject: string): ToldFailure {
  const isUndetermined = errorKindOf(thrown) === "undetermined";
  const { parts } = problemOf(thrown, subject);
  return { problem: isUndetermined ? { ...parts, seen: messageOf(thrown) } : parts, isUndetermined };
}
