import { XfsDisk } from "../../faults/xfs-disk.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Stack } from "../../stack/stack.ts";

const TRIED_MIB = 320;

/** Whether this host can cut the power of disks, tried on one; if not, why. */
export async function disksOf(stack: Stack): Promise<{ isThere: true } | { missing: Obstacle }> {
  try {
    await using _tried = await XfsDisk.create(stack.id, TRIED_MIB);
    return { isThere: true };
  } catch (thrown) {
    if (thrown instanceof Undetermined) return { missing: { kind: "host", text: thrown.message } };
    throw thrown;
  }
}
