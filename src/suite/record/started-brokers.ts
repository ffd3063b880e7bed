import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { type ComposeFile, readComposeFile } from "../../stack/compose-file.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { brokersInScope } from "./for-each-broker.ts";

/**
 * The brokers that a whole stack starts: those in scope, and those that the compose file always starts, since Prometheus
 * misses them otherwise.
 */
export function startedBrokers(
  inScope: readonly Broker[] = brokersInScope(),
  { services }: Pick<ComposeFile, "services"> = readComposeFile(),
  all: readonly Broker[] = BROKERS,
): Broker[] {
  const isStarted = ({ nodes: [first] }: Broker) => services[first]?.profiles.length === 0;
  return all.filter((broker) => inScope.includes(broker) || isStarted(broker));
}

/** The services that tell the figures of a broker in its stead. */
export function exportersOf({ watched }: Broker): readonly string[] {
  return (watched?.exporters ?? []).map(({ service }) => service);
}

/** What a watched stack cannot do without: a node of each broker, and what watches it. */
export function watchedServices(brokers = startedBrokers()): string[] {
  const ofBrokers = brokers.flatMap((broker) => [broker.nodes[0], ...exportersOf(broker)]);
  return [...ofBrokers, "prometheus", "alertmanager"];
}

/** Jobs of Prometheus that need no target on a stack, since their members belong to profile ha and do not run there. */
export async function unusedJobs(
  stack: Pick<StackUnderTest, "lacks">,
  brokers = startedBrokers(),
): Promise<string[]> {
  const ofEach = brokers.map(async ({ nodes: [, ...others], witnesses, watched }) => {
    const [first, ...rest] = [...others, ...witnesses];
    return watched && first && (await stack.lacks(first, ...rest)) ? watched.haJobs : [];
  });
  return (await Promise.all(ofEach)).flat();
}
