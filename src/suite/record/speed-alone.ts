import { exclusivelyNow } from "../../kernel/exclusively.mjs";
import { currentRun } from "../../kernel/run-identity.ts";
import { Undetermined } from "../../kernel/undetermined.ts";

/**
 * Measures a speed, which no other one of this run may disturb.
 * @throws Undetermined while another spec of the run measures one
 */
export async function speedAlone<T>(measure: () => Promise<T>): Promise<T> {
  const lock = await exclusivelyNow("speed", currentRun().process);
  if (!lock) {
    throw new Undetermined(
      "another spec of this run measures a speed at the same time: both tasks have to be alone in the plan",
    );
  }
  try {
    return await measure();
  } finally {
    lock.release();
  }
}
