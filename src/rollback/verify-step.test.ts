import { appendFileSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Broker } from "../brokers/broker.ts";
import { fake } from "../brokers/fake/fake.ts";
import { rabbitmq } from "../brokers/rabbitmq/rabbitmq.ts";
import { redis } from "../brokers/redis/redis.ts";
import { Problem } from "../kernel/problem.ts";
import { ROOT } from "../stack/compose-file.ts";
import { type DestinationStandIn, destinationHolding, journalBegun } from "./destination-stand-in.ts";
import { exportFolder, exportFrames, framesFile } from "./export-step.ts";
import type { Journal } from "./journal.ts";
import type { Snapshot } from "./snapshot.ts";
import { verifyDestinations, verifyFiles } from "./verify-step.ts";

const nothing = () => undefined;

async function exported(journal: Journal, ...all: readonly DestinationStandIn[]): Promise<void> {
  for (const [broker, destinations = []] of Map.groupBy(all, (each) => each.broker)) {
    mkdirSync(exportFolder(journal, broker), { recursive: true });
    journal.entry.exports[broker] = await exportFrames(journal, destinations, nothing);
  }
}

test("an export that is what the brokers still hold is verified, over all of them", async () => {
  using journal = journalBegun();
  const destinations = [
    destinationHolding(redis, "frames", ["a", "b"]),
    destinationHolding(rabbitmq, "frame_queue", ["c"]),
  ];
  await exported(journal, ...destinations);

  expect(await verifyDestinations(journal, destinations, nothing)).toBe(3);
});

test("frames that come after the export would be lost, and those that someone takes show that it goes on", async () => {
  using journal = journalBegun();
  const destination = destinationHolding(redis, "frames", ["a", "b"]);
  await exported(journal, destination);

  destination.held.push("c");
  await expect(verifyDestinations(journal, [destination], nothing)).rejects.toThrow(
    /the 2 frames that were exported, saw 3 frames/,
  );
  destination.held.length = 1;
  await expect(verifyDestinations(journal, [destination], nothing)).rejects.toThrow(/saw 1 frames/);
});

test("consumers that are connected may take frames, and nobody may add any", async () => {
  using journal = journalBegun();
  const destination = destinationHolding(redis, "frames", ["a", "b"], { consumers: 1 });
  await exported(journal, destination);

  destination.held.length = 1;
  expect(await verifyDestinations(journal, [destination], nothing)).toBe(2);
  destination.held.push("b", "c");
  await expect(verifyDestinations(journal, [destination], nothing)).rejects.toThrow(/saw 3 frames/);
});

test("a file that is another one on the disk is no export", async () => {
  using journal = journalBegun();
  const [destination, other] = [
    destinationHolding(redis, "frames", ["a"]),
    destinationHolding(redis, "frames", ["b"]),
  ];
  await exported(journal, destination);
  const exports = { ...journal.entry.exports };
  await exported(journal, other);
  Object.assign(journal.entry.exports, exports);

  await expect(verifyDestinations(journal, [destination], nothing)).rejects.toThrow(
    /saw a file with 1 frames/,
  );
  appendFileSync(framesFile(journal, destination), "half a li");
  await expect(verifyDestinations(journal, [destination], nothing)).rejects.toThrow(Problem);
});

test("a queue that was not exported, and one that is gone since, are both told", async () => {
  using journal = journalBegun();
  const [queue, dead] = [
    destinationHolding(rabbitmq, "frame_queue", ["a"]),
    destinationHolding(rabbitmq, "frame_queue.dead", []),
  ];
  await exported(journal, queue);

  await expect(verifyDestinations(journal, [queue, dead], nothing)).rejects.toThrow(
    /saw nothing of rabbitmq-frame_queue.dead/,
  );
  await expect(verifyDestinations(journal, [], nothing)).rejects.toThrow(
    /^rabbitmq-frame_queue: expected to be there as when it was exported, saw no broker that runs/,
  );
});

test("files that an earlier version of a broker reads have to hold every frame; a broker without any is not asked", async () => {
  using journal = journalBegun();
  const root = join(journal.folder, "snapshot");
  cpSync(join(ROOT, "docker-compose.yml"), join(root, "files/docker-compose.yml"));
  const snapshot = { folder: root } as Snapshot;
  await exported(journal, destinationHolding(redis, "frames", ["a", "b"]));
  const asked: string[] = [];
  const reading = (frames: number): Broker => ({
    ...fake,
    ...{ id: "redis", nodes: ["redis"] },
    export: {
      write: async () => undefined,
      async readBy(service, ...where) {
        asked.push(service.name, ...where);
        return frames;
      },
    },
  });

  await verifyFiles(reading(2), journal, snapshot, nothing);
  expect(asked).toEqual(["redis", root, exportFolder(journal, "redis")]);
  await expect(verifyFiles(reading(1), journal, snapshot, nothing)).rejects.toThrow(
    /^the export of redis-frames: .*saw a snapshot with 1 frames/,
  );
  await expect(
    verifyFiles({ ...fake, id: "redis", nodes: ["redis"] }, journal, snapshot, nothing),
  ).resolves.toBeUndefined();
});
