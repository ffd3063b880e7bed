import { loadWholePlan } from "../plan/plan-file.ts";
import type { Explained } from "./expectation.ts";
import type { Kind } from "./kind.ts";

/** Criteria of each broker that the quick profile is too short for. */
const SHORT_FOR_EACH = ["block3/load/sustained-for", "overall/reliability/fault-matrix"];

/** The same, of those that are about no broker. */
const SHORT_FOR = ["deliverables/plan-commands/commands-pass", "block3/alerts/alerts-in-time"];

/** Criteria that look at figures of every broker, and so at those of NATS where it is in scope. */
const OF_NATS_TOO = [
  "block2/nats/metrics",
  "block3/dashboard/queries-return-data",
  "block3/dashboard/panels-true",
  "block3/dashboard/panels-as-named",
  "block3/alerts/alerts-fire",
  "block3/alerts/alerts-delivered",
  "block3/alerts/alerts-resolve",
  "block3/alerts/overview-names-faults",
  "block3/alerts/no-false-alarms",
  "overall/observability/targets-up",
  "overall/observability/metrics-exist",
  "rollback/drill/triggers-detected",
];

/** What no host shows in the quick profile, and what none does without the images of Grafana and of NATS's exporter. */
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
    ...(brokers.includes("nats") ? OF_NATS_TOO : []).map((criterion) => ({
      criterion,
      obstacle: "image" as const,
      why: "no Debian package has NATS's exporter",
    })),
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
