import { randomUUID } from "node:crypto";
import { XfsDisk } from "../../faults/xfs-disk.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";

const TRIED_MIB = 320;

let asked: Promise<Obstacle | undefined> | undefined;

/** Why this host can't cut the power of disks, if it can't: tried on one, once. */
export function powerCuttable(): Promise<Obstacle | undefined> {
  asked ??= tried();
  return asked;
}

async function tried(): Promise<Obstacle | undefined> {
  try {
    await using _tried = await XfsDisk.create(`signoff-${randomUUID()}`, TRIED_MIB);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Undetermined) return { kind: "host", text: thrown.message };
    throw thrown;
  }
}
