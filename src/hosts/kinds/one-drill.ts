import type { Explained } from "../expectation.ts";

/** One alert all the way to a receiver shows what kinds of host differ in; the others take minutes. */
const DRILL = "RedisExporterDown";

/** The environment that leaves one drill of all. */
export const ONE_DRILL = { SIGNOFF_DRILLS: DRILL };

/** What is undetermined with one drill alone. Without its alert having been heard, the selection is no obstacle. */
export const ONE_DRILL_EXPLAINED: readonly Explained[] = [
  "alerts-fire",
  "alerts-delivered",
  "alerts-resolve",
].map((id) => ({
  criterion: `block3/alerts/${id}`,
  obstacle: "selection",
  why: `one drill alone is made here, and ${DRILL} was heard of`,
}));
