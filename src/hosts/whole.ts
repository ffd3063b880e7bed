import type { Explained } from "./expectation.ts";
import type { Kind } from "./kind.ts";

/** What no host shows in the quick profile, and what none does without the image of Grafana. */
const WHOLE_EXPLAINED: readonly Explained[] = [
  ...["redis", "rabbitmq"].map((broker) => ({
    criterion: `block3/load/sustained-for@${broker}`,
    obstacle: "profile" as const,
    why: "the quick profile's load is shorter",
  })),
  ...["block3/dashboard/dashboard-served", "deliverables/plan-commands/commands-pass"].map((criterion) => ({
    criterion,
    obstacle: "image" as const,
    why: "no Debian package has Grafana",
  })),
];

/** The same kind of host with a sign-off of the whole plan, every drill of it. */
export function wholePlanOn(kind: Kind): Kind {
  const { SIGNOFF_DRILLS: _, ...env } = kind.env ?? {};
  return {
    ...kind,
    tasks: [],
    env,
    undetermined: [
      ...kind.undetermined.filter(({ obstacle }) => obstacle !== "selection"),
      ...WHOLE_EXPLAINED,
    ],
  };
}
