import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Broker } from "../brokers/broker.ts";
import type { Progress } from "../kernel/steps.ts";
import type { RunningService } from "../stack/running-service.ts";
import { brokersAmong, type Destination, destinationsOf } from "./destinations.ts";
import { writeFrames } from "./frame-file.ts";
import type { Exported, Journal } from "./journal.ts";

/** Where the export of a broker is, below a rollback's folder. @param broker its id */
export function exportFolder(journal: Pick<Journal, "folder">, broker: string): string {
  return join(journal.folder, "export", broker);
}

/** The file of a destination's frames. */
export function framesFile(
  journal: Pick<Journal, "folder">,
  { broker, name }: Pick<Destination, "broker" | "name">,
): string {
  return join(exportFolder(journal, broker), `${name}.jsonl`);
}

/** Exports what a broker holds: its own files where it has any to keep, and each frame as text. */
export async function exportBroker(
  broker: Broker,
  running: readonly RunningService[],
  journal: Journal,
  progress: Progress,
): Promise<string> {
  const [found] = brokersAmong(running, [broker]);
  if (!found) return `no ${broker.title} runs`;
  const folder = exportFolder(journal, broker.id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await broker.export?.write(found.members.nodes, folder, progress);
  const exported = await exportFrames(journal, await destinationsOf([found]), progress);
  journal.entry.exports[broker.id] = exported;
  return told(exported);
}

/** Writes each frame of a broker's destinations into a file of theirs. */
export async function exportFrames(
  journal: Pick<Journal, "folder">,
  destinations: readonly Destination[],
  progress: Progress,
): Promise<Exported> {
  const exported: Exported = { destinations: {}, consumers: 0 };
  for (const destination of destinations) {
    progress(`frames of ${destination.name}`);
    exported.consumers += await destination.frames.consumers();
    const tally = await writeFrames(destination.frames, framesFile(journal, destination));
    exported.destinations[destination.name] = tally;
  }
  return exported;
}

/** What was exported, in words. */
export function told({ destinations, consumers }: Exported): string {
  const frames = Object.entries(destinations).map(([name, tally]) => `${tally.frames} frames of ${name}`);
  return [...frames, ...(consumers > 0 ? [`${consumers} consumers connected`] : [])].join(", ");
}
