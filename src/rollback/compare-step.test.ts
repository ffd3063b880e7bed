import { mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { rabbitmq } from "../brokers/rabbitmq/rabbitmq.ts";
import { compareDestinations } from "./compare-step.ts";
import { destinationHolding, journalBegun } from "./destination-stand-in.ts";
import { exportFolder, exportFrames } from "./export-step.ts";

/** A rollback that has exported these frames of frame_queue. */
async function exportOf(frames: string[], { consumers = 0 } = {}) {
  const journal = journalBegun();
  mkdirSync(exportFolder(journal, "rabbitmq"), { recursive: true });
  const destination = destinationHolding(rabbitmq, "frame_queue", frames, { consumers });
  journal.entry.exports.rabbitmq = await exportFrames(journal, [destination], () => undefined);
  return journal;
}

test("frames that are all there are compared, wherever they are, and new ones are told", async () => {
  using journal = await exportOf(["a", "b"]);
  const destinations = [
    destinationHolding(rabbitmq, "frame_queue", ["b", "new"]),
    destinationHolding(rabbitmq, "frame_queue.dead", ["a"]),
  ];

  expect(await compareDestinations(journal, rabbitmq, destinations)).toBe(
    "2 frames exported, 3 there, 1 of them not exported",
  );
});

test("frames that are missing are put back from the export, each as often as it is missing", async () => {
  using journal = await exportOf(["a", "b", "b"]);
  const queue = destinationHolding(rabbitmq, "frame_queue", ["b"]);

  expect(await compareDestinations(journal, rabbitmq, [queue])).toBe(
    "3 frames exported, 3 there, 2 of them put back from the export",
  );
  expect(queue.held.toSorted()).toEqual(["a", "b", "b"]);
});

test.each([
  ["when it was exported", { consumers: 2 }, { consumers: 0 }, 2],
  ["now", { consumers: 0 }, { consumers: 1 }, 1],
])("frames that consumers may have taken, connected %s, stay away", async (_, then, now, taking) => {
  using journal = await exportOf(["a", "b"], then);
  const queue = destinationHolding(rabbitmq, "frame_queue", ["b"], now);

  expect(await compareDestinations(journal, rabbitmq, [queue])).toBe(
    `2 frames exported, 1 there, 1 missing; 1 not there: taken by the ${taking} consumers, or lost`,
  );
  expect(queue.held).toEqual(["b"]);
});

test("a broker that is full, or lets frames vanish, is told with where they are", async () => {
  using journal = await exportOf(["a", "b"]);
  const full = destinationHolding(rabbitmq, "frame_queue", ["b"], { room: 1 });
  const losing = destinationHolding(rabbitmq, "frame_queue", []);
  losing.frames.depth = async () => 0;
  losing.frames.browse = async () => 0;

  await expect(compareDestinations(journal, rabbitmq, [full])).rejects.toThrow(
    /take the exported frames back, saw it is full/,
  );
  await expect(compareDestinations(journal, rabbitmq, [losing])).rejects.toThrow(
    /the 2 that were exported, saw 0, 2 missing\n.*rabbitmq-frame_queue.jsonl/,
  );
});

test("a broker without the queue has nothing to put frames back into, whoever was connected to it before", async () => {
  using journal = await exportOf(["a"], { consumers: 2 });
  const destinations = [destinationHolding(rabbitmq, "frame_queue.dead", [])];

  await expect(compareDestinations(journal, rabbitmq, destinations)).rejects.toThrow(
    /^rabbitmq-frame_queue: expected to be there after the restart, saw rabbitmq-frame_queue.dead/,
  );
  await expect(compareDestinations(journal, rabbitmq, [])).rejects.toThrow(/saw nothing/);
});
