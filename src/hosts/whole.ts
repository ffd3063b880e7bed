import type { Explained } from "./expectation.ts";
import type { Kind } from "./kind.ts";

/** What no host shows in the quick profile, and what none does without the image of Grafana. */
const WHOLE_EXPLAINED: readonly Explained[] = [
  ...[
    "block3/load/sustained-for@redis",
    "block3/load/sustained-for@rabbitmq",
    "overall/reliability/fault-matrix@redis",
    "overall/reliability/fault-matrix@rabbitmq",
    "deliverables/plan-commands/commands-pass",
  ].map((criterion) => ({
    criterion,
    obstacle: "profile" as const,
    why: "the quick profile is too short for it",
  })),
  ...[
    "block3/dashboard/dashboard-served",
    "block3/dashboard/dashboard-provisioned",
    "block3/dashboard/grafana-returns-data",
  ].map((criterion) => ({ criterion, obstacle: "image" as const, why: "no Debian package has Grafana" })),
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
