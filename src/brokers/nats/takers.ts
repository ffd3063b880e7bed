import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { CONSUMER } from "./names.ts";
import { serverConnections } from "./server-connections.ts";

/**
 * How many clients take frames from a stream, as the servers list those that are connected. A client of another make is known by
 * what it asks for alone: then it is one.
 */
export async function takersOf(connection: NatsConnection, stream: string): Promise<number> {
  const takes = `${inboxOf(stream)}.`;
  const connections = await serverConnections(connection);
  const count = connections.filter(({ subscriptions }) =>
    subscriptions.some((subject) => subject.startsWith(takes)),
  ).length;
  if (count > 0) return count;
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { num_waiting } = await manager.consumers.info(stream, CONSUMER);
  return num_waiting > 0 ? 1 : 0;
}

/** What the subjects begin with at which a consumer of a stream is answered. */
export function inboxOf(stream: string): string {
  return `_INBOX.consumer.${stream}`;
}
