import type { Broker } from "../../brokers/broker.ts";
import { currentTarget } from "../../kernel/run-target.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import type { ExpectedTarget } from "./targets-up.ts";

/** What watches tells of itself. */
const WATCHERS: readonly ExpectedTarget[] = [
  {
    ...{ job: "prometheus", instance: "localhost:9090", service: "prometheus" },
    identity: { metric: "prometheus_build_info", label: "job", value: "prometheus" },
  },
  {
    ...{ job: "alertmanager", instance: "alertmanager:9093", service: "alertmanager" },
    identity: { metric: "alertmanager_build_info", label: "job", value: "alertmanager" },
  },
];

/**
 * The targets that Prometheus has to have: one for each service of the compose file that runs, and tells figures or has an
 * exporter tell them. None of a Prometheus elsewhere, whose names for them are its own.
 */
export async function expectedTargets(
  stack: Pick<StackUnderTest, "lacks">,
  brokers: readonly Broker[] = startedBrokers(),
  kind = currentTarget().kind,
): Promise<ExpectedTarget[]> {
  if (kind === "addresses") return [];
  const ofBrokers = brokers.flatMap(({ id, watched }) =>
    (watched?.targets ?? []).map((target) => ({ ...target, broker: id })),
  );
  const running = [...WATCHERS, ...ofBrokers].map(async (target) =>
    (await stack.lacks(target.service)) ? [] : [target],
  );
  return (await Promise.all(running)).flat();
}
