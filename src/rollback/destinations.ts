import { BROKERS } from "../brokers/all.ts";
import type { Broker, Members } from "../brokers/broker.ts";
import type { BrowsableBroker } from "../brokers/frame-broker.ts";
import { targetOfMembers } from "../brokers/target-from.ts";
import type { RunningService } from "../stack/running-service.ts";

/** A stream or queue that frames are in. */
export interface Destination {
  /** The id of the broker that holds it. */
  broker: string;
  /** For a file: "redis-frames", "rabbitmq-frame_queue". */
  name: string;
  frames: BrowsableBroker;
}

/** A broker of which at least one node runs, with the members that do. */
export interface RunningBroker {
  broker: Broker;
  members: Members;
}

/** A destination of a broker by the name that it has in an export. */
export function nameOf({ id }: Pick<Broker, "id">, destination: string): string {
  return `${id}-${destination}`;
}

/** Whether a service of that name holds frames of a broker. */
export function holdsFrames(service: string, brokers: readonly Broker[] = BROKERS): boolean {
  return brokers.some(({ nodes }) => nodes.includes(service));
}

/** The brokers among what runs. */
export function brokersAmong(
  running: readonly RunningService[],
  brokers: readonly Broker[] = BROKERS,
): RunningBroker[] {
  const those = (names: readonly string[]) =>
    names.flatMap((name) => running.find((service) => service.name === name) ?? []);
  return brokers.flatMap((broker) => {
    const [first, ...others] = those(broker.nodes);
    if (!first) return [];
    return [{ broker, members: { nodes: [first, ...others], witnesses: those(broker.witnesses) } }];
  });
}

/** Where frames are on the brokers that run. @throws Error when a broker does not answer */
export async function destinationsOf(brokers: readonly RunningBroker[]): Promise<Destination[]> {
  const all: Destination[] = [];
  for (const { broker, members } of brokers) {
    const target = await targetOfMembers(broker, members);
    const held = (await broker.destinations?.(members.nodes[0])) ?? [broker.destination];
    for (const destination of held) {
      const frames = broker.at({ ...target, destination });
      all.push({ broker: broker.id, name: nameOf(broker, destination), frames });
    }
  }
  return all;
}
