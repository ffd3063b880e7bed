import type { Broker } from "../brokers/broker.ts";
import { Problem } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { brokersAmong, type Destination, destinationsOf, nameOf } from "./destinations.ts";
import { exportFolder, framesFile } from "./export-step.ts";
import { tallyOfFile } from "./frame-file.ts";
import type { Journal } from "./journal.ts";
import { servicesOf } from "./preflight.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Reads the export back from the disk, beside what the brokers hold: until this has passed nothing is done that could not
 * be undone. The previous version of a broker has to load the files that were exported of it.
 */
export async function verifyExport(
  stack: ComposedStack,
  journal: Journal,
  snapshot: Snapshot,
  progress: Progress,
): Promise<string> {
  const brokers = brokersAmong(await stack.running());
  const frames = await verifyDestinations(journal, await destinationsOf(brokers), progress);
  for (const { broker } of brokers) await verifyFiles(broker, journal, snapshot, progress);
  return `${frames} frames read back, checksums hold`;
}

/**
 * Has the version that a snapshot holds of a broker read the files that were exported of it.
 * @throws Problem when it does not, or finds fewer frames in them than were exported as text
 */
export async function verifyFiles(
  broker: Broker,
  journal: Journal,
  snapshot: Snapshot,
  progress: Progress,
): Promise<void> {
  const name = nameOf(broker, broker.destination);
  const exported = journal.entry.exports[broker.id]?.destinations[name];
  const service = servicesOf(snapshot)[broker.nodes[0]];
  if (!(broker.export?.readBy && service && exported)) return;
  progress(`${service.image} loads the snapshot`);
  const loaded = await broker.export.readBy(service, snapshot.folder, exportFolder(journal, broker.id));
  if (loaded < exported.frames) throw notExported(name, `a snapshot with ${loaded} frames`);
}

/**
 * Reads back what was exported of each stream and queue, beside what they hold now.
 * @returns how many frames that were
 * @throws Problem when one differs, has no export, or is exported and no longer there
 */
export async function verifyDestinations(
  journal: Journal,
  destinations: readonly Destination[],
  progress: Progress,
): Promise<number> {
  const there = new Set(destinations.map(({ name }) => name));
  const gone = exportedNames(journal).find((name) => !there.has(name));
  if (gone) throw noLongerThere(gone, [...there]);
  let count = 0;
  for (const destination of destinations) {
    const { broker, name, frames } = destination;
    const exported = journal.entry.exports[broker];
    const expected = exported?.destinations[name];
    if (!expected) throw notExported(name, `nothing of ${name}`);
    progress(`reading ${name} back`);
    const read = await tallyOfFile(framesFile(journal, destination));
    if (read.digest !== expected.digest) throw notExported(name, `a file with ${read.frames} frames`);
    const held = await frames.depth();
    const isStill = exported?.consumers === 0;
    if (isStill ? held !== read.frames : held > read.frames) throw stillComing(name, read.frames, held);
    count += read.frames;
  }
  return count;
}

function exportedNames({ entry }: Journal): string[] {
  return Object.values(entry.exports).flatMap(({ destinations }) => Object.keys(destinations));
}

function noLongerThere(destination: string, there: readonly string[]): Problem {
  return new Problem({
    subject: destination,
    expected: "to be there as when it was exported",
    seen: there.join(", ") || "no broker that runs",
    remedy:
      "start its broker again, give this rollback up (--discard) and run it again: nothing was changed but the producers stopped",
  });
}

function notExported(destination: string, seen: string): Problem {
  return new Problem({
    subject: `the export of ${destination}`,
    expected: "every frame that the broker held",
    seen,
    remedy:
      "give this rollback up (--discard) and run it again: nothing was changed but the producers stopped",
  });
}

function stillComing(destination: string, exported: number, held: number): Problem {
  return new Problem({
    subject: destination,
    expected: `the ${exported} frames that were exported`,
    seen: `${held} frames`,
    remedy:
      "someone still sends or takes frames: stop it too (--producers rtsp-capture NAME ...), give this rollback up (--discard), and run it again",
  });
}
