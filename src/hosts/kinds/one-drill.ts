import type { Explained } from "../expectation.ts";

/** One alert that reaches a receiver shows what differs between kinds of host; the others take minutes. */
const DRILL = "RedisExporterDown";

/** The environment in which only this drill runs. */
export const ONE_DRILL = { SIGNOFF_DRILLS: DRILL };

/** What is undetermined with one drill alone. If its alert does not arrive, the selection is no obstacle. */
export const ONE_DRILL_EXPLAINED: readonly Explained[] = [
  ...["alerts-fire", "alerts-delivered", "alerts-resolve", "overview-names-faults"].map((id) => ({
    criterion: `block3/alerts/${id}`,
    obstacle: "selection" as const,
    why: `only one drill runs here, and its alert ${DRILL} arrived`,
  })),
  {
    criterion: "block3/alerts/alerts-in-time",
    obstacle: "profile",
    why: "the quick profile is too short for it",
  },
];
