import { get } from "../../kernel/http.ts";
import type { RunningService } from "../../stack/running-service.ts";

const PORT = 15692;
const QUEUES = "family=queue_coarse_metrics&family=queue_consumer_count";
const RAFT = "family=ra_metrics";

/** A queue as a node tells of it to whoever asks for its metrics. */
export interface ExposedQueue {
  name: string;
  messages: number;
  unacked: number;
  consumers: number;
}

/** The queues that a node tells of: those that it leads. */
export async function exposedQueues(node: RunningService): Promise<ExposedQueue[]> {
  return queuesIn(await exposed(node, QUEUES));
}

/** How long a queue took to have its last frame written by a majority, as the node says in seconds; `undefined` where it keeps none of it. */
export async function exposedCommit(node: RunningService, queue: string): Promise<number | undefined> {
  return commitIn(await exposed(node, RAFT), queue);
}

/** The same, of the text of such an answer. RabbitMQ 4.2 has renamed it. */
export function commitIn(text: string, queue: string): number | undefined {
  const lines = [
    ...text.matchAll(/^rabbitmq_detailed_raft_(?:entry_)?commit_latency_seconds\{(.*)\} (\S+)$/gm),
  ];
  const line = lines.find(([, labels]) => labels?.includes(`queue="${queue}"`));
  return line === undefined ? undefined : Number(line[2]);
}

async function exposed(node: RunningService, families: string): Promise<string> {
  return (await get(`${await node.url(PORT)}/metrics/detailed?${families}`)).body;
}

/** The same, of the text of such an answer. */
export function queuesIn(text: string): ExposedQueue[] {
  const lines = [...text.matchAll(/^rabbitmq_detailed_queue_(\w+)\{(.*)\} (\S+)$/gm)];
  const queues = new Map<string, ExposedQueue>();
  for (const [, metric, labels = "", value] of lines) {
    const [, name = ""] = /\bqueue="([^"]*)"/.exec(labels) ?? [];
    const queue = queues.get(name) ?? { name, messages: 0, unacked: 0, consumers: 0 };
    if (metric === "messages") queue.messages = Number(value);
    if (metric === "messages_unacked") queue.unacked = Number(value);
    if (metric === "consumers") queue.consumers = Number(value);
    queues.set(name, queue);
  }
  return [...queues.values()];
}
