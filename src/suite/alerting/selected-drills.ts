import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { DrillResult } from "./drill.ts";

/** What of a drill tells whether its alert was heard. */
type Heard = Pick<DrillResult, "alertname" | "arrivedAfter" | "resolvedAfter">;

/**
 * Some drills alone say nothing of all alerts: that each was heard and resolved is all that they show.
 * @throws Undetermined when one was not, or when none was made
 */
export function onlySelected(results: readonly Heard[]): Obstacle {
  const made = "of all drills only those of SIGNOFF_DRILLS were made";
  const isHeard = ({ arrivedAfter, resolvedAfter }: Heard) =>
    arrivedAfter !== undefined && resolvedAfter !== undefined;
  const heard = `alerts heard: ${namesOf(results.filter(isHeard))}`;
  const silent = results.filter((each) => !isHeard(each));
  if (results.length === 0) throw new Undetermined(`${made}, and no drill raises such an alert`);
  if (silent.length > 0)
    throw new Undetermined(`${made}; ${heard}; not heard, or not resolved: ${namesOf(silent)}`);
  return { kind: "selection", text: `${made}; ${heard}` };
}

function namesOf(results: readonly Heard[]): string {
  return results.map(({ alertname }) => alertname).join(", ") || "none";
}
