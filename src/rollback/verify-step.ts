import { join } from "node:path";
import { Problem } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { framesInSnapshot } from "./export-redis.ts";
import { type BrokerService, exportFolder, framesFile } from "./export-step.ts";
import { tallyOfFile } from "./frame-file.ts";
import type { Journal } from "./journal.ts";
import { nodesAmong, type Place, placesOf } from "./places.ts";
import { servicesOf } from "./preflight.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Reads the export back from the disk, beside what the brokers hold: until this has passed nothing is done that could not
 * be undone. The previous version of Redis has to load the exported snapshot.
 */
export async function verifyExport(
  stack: ComposedStack,
  journal: Journal,
  snapshot: Snapshot,
  progress: Progress,
): Promise<string> {
  const frames = await verifyPlaces(journal, await placesOf(nodesAmong(await stack.running())), progress);
  const redis = servicesOf(snapshot).redis;
  const stream = journal.entry.redis?.places["redis-frames"];
  if (redis && stream) {
    progress(`${redis.image} loads the snapshot`);
    const loaded = await framesInSnapshot(
      redis,
      snapshot.folder,
      join(exportFolder(journal, "redis"), "data"),
    );
    if (loaded < stream.frames) throw notExported("redis-frames", `a snapshot with ${loaded} frames`);
  }
  return `${frames} frames read back, checksums hold`;
}

/**
 * Reads back what was exported of each stream and queue, beside what they hold now.
 * @returns how many frames that were
 * @throws Problem when one differs, has no export, or is exported and no longer there
 */
export async function verifyPlaces(
  journal: Journal,
  places: readonly Place[],
  progress: Progress,
): Promise<number> {
  const gone = exportedPlaces(journal).find((name) => !places.some((place) => place.name === name));
  if (gone) throw noLongerThere(gone, places);
  let frames = 0;
  for (const { service, name, broker } of places) {
    const expected = journal.entry[service]?.places[name];
    if (!expected) throw notExported(name, `nothing of ${name}`);
    progress(`reading ${name} back`);
    const read = await tallyOfFile(framesFile(journal, service, name));
    if (read.digest !== expected.digest) throw notExported(name, `a file with ${read.frames} frames`);
    const held = await broker.depth();
    const isStill = journal.entry[service]?.consumers === 0;
    if (isStill ? held !== read.frames : held > read.frames) throw stillComing(name, read.frames, held);
    frames += read.frames;
  }
  return frames;
}

function exportedPlaces({ entry }: Journal): string[] {
  return [entry.redis, entry.rabbitmq].flatMap((exported) => Object.keys(exported?.places ?? {}));
}

function noLongerThere(place: string, places: readonly Place[]): Problem {
  return new Problem({
    subject: place,
    expected: "to be there as when it was exported",
    seen: places.map(({ name }) => name).join(", ") || "no broker that runs",
    remedy:
      "start its broker again, give this rollback up (--discard) and run it again: nothing was changed but the producers stopped",
  });
}

function notExported(place: string, seen: string): Problem {
  return new Problem({
    subject: `the export of ${place}`,
    expected: "every frame that the broker held",
    seen,
    remedy:
      "give this rollback up (--discard) and run it again: nothing was changed but the producers stopped",
  });
}

function stillComing(place: BrokerService | string, exported: number, held: number): Problem {
  return new Problem({
    subject: place,
    expected: `the ${exported} frames that were exported`,
    seen: `${held} frames`,
    remedy:
      "someone still sends or takes frames: stop it too (--producers rtsp-capture NAME ...), give this rollback up (--discard), and run it again",
  });
}
