import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
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

/** Brokers that a stack can watch. */
export interface Watchable {
  brokers: Broker[];
  /** What keeps others from being watched there. */
  unseen?: Obstacle;
}

/**
 * Of the brokers that a stack starts those that it can watch. One that is not always there is left out where the stack lacks
 * it, or its exporter: of the others everything is seen all the same.
 */
export async function watchable(
  stack: Pick<StackUnderTest, "lacks">,
  started = startedBrokers(),
  always = startedBrokers([]),
): Promise<Watchable> {
  const lacking = await Promise.all(
    started.map((broker) =>
      always.includes(broker) || !broker.watched
        ? undefined
        : stack.lacks(broker.nodes[0], ...exportersOf(broker)),
    ),
  );
  const unseen = lacking.find((each) => each !== undefined);
  return { brokers: started.filter((_, index) => !lacking[index]), ...(unseen ? { unseen } : {}) };
}

/** The brokers that a stack does not watch: whatever rules, panels and jobs have of them is not looked for there. */
export function othersThan(watched: readonly Broker[], all: readonly Broker[] = BROKERS): Broker[] {
  return all.filter((broker) => !watched.includes(broker));
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

/** Those of them that log in to it. */
export function guardedExportersOf({ watched }: Broker): readonly string[] {
  return (watched?.exporters ?? []).flatMap(({ service, up }) => (up === undefined ? [] : [service]));
}

/** The jobs by which Prometheus knows a broker. */
export function jobsOf({ watched }: Broker): string[] {
  const jobs = (watched?.targets ?? []).map(({ job }) => job);
  return [...new Set([...jobs, ...(watched?.haJobs ?? [])])];
}

/**
 * Jobs of Prometheus that need no target on a stack: those of brokers that it does not watch, and those whose members belong
 * to profile ha and do not run there.
 */
export async function unusedJobs(
  stack: Pick<StackUnderTest, "lacks">,
  brokers: readonly Broker[],
): Promise<string[]> {
  const ofEach = brokers.map(async ({ nodes: [, ...others], witnesses, watched }) => {
    const [first, ...rest] = [...others, ...witnesses];
    return watched && first && (await stack.lacks(first, ...rest)) ? watched.haJobs : [];
  });
  return [...othersThan(brokers).flatMap(jobsOf), ...(await Promise.all(ofEach)).flat()];
}
