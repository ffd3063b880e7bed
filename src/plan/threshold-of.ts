import { Problem } from "../kernel/problem.ts";
import { criterionInRole, nameOfRole } from "./criterion-of.ts";
import type { Role } from "./roles.ts";

type Kind = "atLeast" | "moreThan" | "atMost" | "lessThan";

/**
 * The number that the criterion in a role has to reach: loads are sized by it, and options have it as their default.
 *
 * @param kind which way it has to be reached, as the plan writes it
 * @throws Problem when the plan has no such criterion, or expects something else of it
 */
export function thresholdOf(role: Role, kind: Kind): number {
  const threshold = thresholdIfAny(role, kind);
  if (threshold !== undefined) return threshold;
  throw new Problem({
    subject: nameOfRole(role),
    expected: `a criterion with a threshold ${kind}`,
    seen: JSON.stringify(criterionInRole(role)?.criterion.expected ?? "none"),
    remedy: "name one there: something takes its figure from it",
  });
}

/** The same, for what can do without: nothing where the plan has no such criterion. */
export function thresholdIfAny(role: Role, kind: Kind): number | undefined {
  const expected = criterionInRole(role)?.criterion.expected ?? {};
  const threshold: unknown = Object.entries(expected).find(([name]) => name === kind)?.[1];
  return typeof threshold === "number" ? threshold : undefined;
}
