import { mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { comparePlaces } from "./compare-step.ts";
import { exportFolder, exportFrames } from "./export-step.ts";
import { journalBegun, placeOf } from "./places-stand-in.ts";

/** A rollback that has exported these frames of frame_queue. */
async function exportOf(frames: string[], { consumers = 0 } = {}) {
  const journal = journalBegun();
  mkdirSync(exportFolder(journal, "rabbitmq"), { recursive: true });
  const place = placeOf("rabbitmq-frame_queue", frames, { consumers });
  journal.entry.rabbitmq = await exportFrames(journal, "rabbitmq", [place], () => undefined);
  return journal;
}

test("frames that are all there are compared, wherever they are, and new ones are told", async () => {
  using journal = await exportOf(["a", "b"]);
  const places = [placeOf("rabbitmq-frame_queue", ["b", "new"]), placeOf("rabbitmq-frame_queue.dead", ["a"])];

  expect(await comparePlaces(journal, "rabbitmq", places)).toBe(
    "2 frames exported, 3 there, 1 of them not exported",
  );
});

test("frames that are missing are put back from the export, each as often as it is missing", async () => {
  using journal = await exportOf(["a", "b", "b"]);
  const queue = placeOf("rabbitmq-frame_queue", ["b"]);

  expect(await comparePlaces(journal, "rabbitmq", [queue])).toBe(
    "3 frames exported, 3 there, 2 of them put back from the export",
  );
  expect(queue.held.toSorted()).toEqual(["a", "b", "b"]);
});

test.each([
  ["when it was exported", { consumers: 2 }, { consumers: 0 }, 2],
  ["now", { consumers: 0 }, { consumers: 1 }, 1],
])("frames that consumers may have taken, connected %s, stay away", async (_, then, now, taking) => {
  using journal = await exportOf(["a", "b"], then);
  const queue = placeOf("rabbitmq-frame_queue", ["b"], now);

  expect(await comparePlaces(journal, "rabbitmq", [queue])).toBe(
    `2 frames exported, 1 there, 1 missing; 1 not there: taken by the ${taking} consumers, or lost`,
  );
  expect(queue.held).toEqual(["b"]);
});

test("a broker that is full, or lets frames vanish, is told with where they are", async () => {
  using journal = await exportOf(["a", "b"]);
  const full = placeOf("rabbitmq-frame_queue", ["b"], { room: 1 });
  const losing = placeOf("rabbitmq-frame_queue", []);
  losing.broker.depth = async () => 0;
  losing.broker.browse = async () => 0;

  await expect(comparePlaces(journal, "rabbitmq", [full])).rejects.toThrow(
    /take the exported frames back, saw it is full/,
  );
  await expect(comparePlaces(journal, "rabbitmq", [losing])).rejects.toThrow(
    /the 2 that were exported, saw 0, 2 missing\n.*rabbitmq-frame_queue.jsonl/,
  );
});

test("a broker without the queue has nothing to put frames back into, whoever was connected to it before", async () => {
  using journal = await exportOf(["a"], { consumers: 2 });
  const places = [placeOf("rabbitmq-frame_queue.dead", [])];

  await expect(comparePlaces(journal, "rabbitmq", places)).rejects.toThrow(
    /^rabbitmq-frame_queue: expected to be there after the restart, saw rabbitmq-frame_queue.dead/,
  );
  await expect(comparePlaces(journal, "rabbitmq", [])).rejects.toThrow(/saw nothing/);
});
