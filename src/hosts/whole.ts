import { loadWholePlan } from "../plan/plan-file.ts";
import type { Explained } from "./expectation.ts";
import type { Kind } from "./kind.ts";

/** Criteria of each broker that the quick profile is too short for. */
const SHORT_FOR_EACH = ["block3/load/sustained-for", "overall/reliability/fault-matrix"];

/** The same, of those that are about no broker. */
const SHORT_FOR = ["deliverables/plan-commands/commands-pass", "block3/alerts/alerts-in-time"];

/** What no host shows in the quick profile, and what none does without the image of Grafana. */
function wholeExplained(brokers: readonly string[]): Explained[] {
  const ofEach = SHORT_FOR_EACH.flatMap((criterion) => brokers.map((broker) => `${criterion}@${broker}`));
  return [
    ...[...ofEach, ...SHORT_FOR].map((criterion) => ({
      criterion,
      obstacle: "profile" as const,
      why: "the quick profile is too short for it",
    })),
    ...[
      "block3/dashboard/dashboard-served",
      "block3/dashboard/dashboard-provisioned",
      "block3/dashboard/dashboard-as-delivered",
      "block3/dashboard/grafana-returns-data",
    ].map((criterion) => ({ criterion, obstacle: "image" as const, why: "no Debian package has Grafana" })),
  ];
}

/** The same kind of host with a sign-off of the whole plan, every drill of it. @param brokers those that the plan has in scope */
export function wholePlanOn(kind: Kind, brokers: readonly string[] = loadWholePlan().brokers): Kind {
  const { SIGNOFF_DRILLS: _, ...env } = kind.env ?? {};
  return {
    ...kind,
    tasks: [],
    env,
    undetermined: [
      ...kind.undetermined.filter(({ obstacle }) => obstacle !== "selection"),
      ...wholeExplained(brokers),
    ],
  };
}
