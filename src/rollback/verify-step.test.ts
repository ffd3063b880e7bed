import { appendFileSync, mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { exportFolder, exportFrames, framesFile } from "./export-step.ts";
import type { Journal } from "./journal.ts";
import { journalBegun, placeOf } from "./places-stand-in.ts";
import { verifyPlaces } from "./verify-step.ts";

const nothing = () => undefined;

async function exported(journal: Journal, ...places: ReturnType<typeof placeOf>[]): Promise<void> {
  for (const service of ["redis", "rabbitmq"] as const) {
    if (!places.some((place) => place.service === service)) continue;
    mkdirSync(exportFolder(journal, service), { recursive: true });
    journal.entry[service] = await exportFrames(journal, service, places, nothing);
  }
}

test("an export that is what the brokers still hold is verified, over all of them", async () => {
  using journal = journalBegun();
  const places = [placeOf("redis-frames", ["a", "b"]), placeOf("rabbitmq-frame_queue", ["c"])];
  await exported(journal, ...places);

  expect(await verifyPlaces(journal, places, nothing)).toBe(3);
});

test("frames that come after the export would be lost, and those that someone takes show that it goes on", async () => {
  using journal = journalBegun();
  const place = placeOf("redis-frames", ["a", "b"]);
  await exported(journal, place);

  place.held.push("c");
  await expect(verifyPlaces(journal, [place], nothing)).rejects.toThrow(
    /the 2 frames that were exported, saw 3 frames/,
  );
  place.held.length = 1;
  await expect(verifyPlaces(journal, [place], nothing)).rejects.toThrow(/saw 1 frames/);
});

test("consumers that are connected may take frames, and nobody may add any", async () => {
  using journal = journalBegun();
  const place = placeOf("redis-frames", ["a", "b"], { consumers: 1 });
  await exported(journal, place);

  place.held.length = 1;
  expect(await verifyPlaces(journal, [place], nothing)).toBe(2);
  place.held.push("b", "c");
  await expect(verifyPlaces(journal, [place], nothing)).rejects.toThrow(/saw 3 frames/);
});

test("a file that is another one on the disk is no export", async () => {
  using journal = journalBegun();
  const [place, other] = [placeOf("redis-frames", ["a"]), placeOf("redis-frames", ["b"])];
  await exported(journal, place);
  const { redis } = journal.entry;
  await exported(journal, other);
  if (redis) journal.entry.redis = redis;

  await expect(verifyPlaces(journal, [place], nothing)).rejects.toThrow(/saw a file with 1 frames/);
  appendFileSync(framesFile(journal, "redis", "redis-frames"), "half a li");
  await expect(verifyPlaces(journal, [place], nothing)).rejects.toThrow(Problem);
});

test("a queue that was not exported, and one that is gone since, are both told", async () => {
  using journal = journalBegun();
  const [queue, dead] = [placeOf("rabbitmq-frame_queue", ["a"]), placeOf("rabbitmq-frame_queue.dead", [])];
  await exported(journal, queue);

  await expect(verifyPlaces(journal, [queue, dead], nothing)).rejects.toThrow(
    /saw nothing of rabbitmq-frame_queue.dead/,
  );
  await expect(verifyPlaces(journal, [], nothing)).rejects.toThrow(
    /^rabbitmq-frame_queue: expected to be there as when it was exported, saw no broker that runs/,
  );
});
