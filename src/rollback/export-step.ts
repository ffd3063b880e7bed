import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RabbitMQAdmin } from "../brokers/rabbitmq/rabbitmq-admin.ts";
import type { Progress } from "../kernel/steps.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { exportRedisFiles } from "./export-redis.ts";
import { writeFrames } from "./frame-file.ts";
import type { Exported, Journal } from "./journal.ts";
import { nodesAmong, type Place, placesOf, primaryOf, roleOf } from "./places.ts";

export type BrokerService = Place["service"];

/** Where the export of a broker is, below a rollback's folder. */
export function exportFolder(journal: Journal, service: BrokerService): string {
  return join(journal.folder, "export", service);
}

/** The file of a stream's or queue's frames. */
export function framesFile(journal: Journal, service: BrokerService, place: string): string {
  return join(exportFolder(journal, service), `${place}.jsonl`);
}

/** Exports what Redis holds: a snapshot, the append-only file, and each frame as text. */
export async function exportRedis(
  stack: ComposedStack,
  journal: Journal,
  progress: Progress,
): Promise<string> {
  const nodes = nodesAmong(await stack.running());
  if (nodes.redis.length === 0) return "no Redis runs";
  const folder = exportFolder(journal, "redis");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await exportRedisFiles(await primaryOf(nodes.redis, roleOf), join(folder, "data"), progress);
  journal.entry.redis = await exportFrames(journal, "redis", await placesOf(nodes), progress);
  return told(journal.entry.redis);
}

/** Exports what RabbitMQ holds: its definitions, and each frame of its queues as text. */
export async function exportRabbitMQ(
  stack: ComposedStack,
  journal: Journal,
  progress: Progress,
): Promise<string> {
  const nodes = nodesAmong(await stack.running());
  const [node] = nodes.rabbitmq;
  if (!node) return "no RabbitMQ runs";
  const folder = exportFolder(journal, "rabbitmq");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  progress("definitions");
  const definitions = await new RabbitMQAdmin(node).definitions();
  writeFileSync(join(folder, "definitions.json"), definitions, { mode: 0o600 });
  journal.entry.rabbitmq = await exportFrames(journal, "rabbitmq", await placesOf(nodes), progress);
  return told(journal.entry.rabbitmq);
}

/** Writes each frame of a broker's streams and queues into a file of theirs. */
export async function exportFrames(
  journal: Journal,
  service: BrokerService,
  places: readonly Place[],
  progress: Progress,
): Promise<Exported> {
  const exported: Exported = { places: {}, consumers: 0 };
  for (const place of places.filter((each) => each.service === service)) {
    progress(`frames of ${place.name}`);
    exported.consumers += await place.broker.consumers();
    exported.places[place.name] = await writeFrames(place.broker, framesFile(journal, service, place.name));
  }
  return exported;
}

/** What was exported, in words. */
export function told({ places, consumers }: Exported): string {
  const frames = Object.entries(places).map(([name, tally]) => `${tally.frames} frames of ${name}`);
  return [...frames, ...(consumers > 0 ? [`${consumers} consumers connected`] : [])].join(", ");
}
