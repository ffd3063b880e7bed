import { mkdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exportFolder, exportFrames, framesFile, told } from "./export-step.ts";
import { journalBegun, placeOf } from "./places-stand-in.ts";

const nothing = () => undefined;

test("the frames of each stream or queue of a broker are in a file of its own, and the other broker's in none", async () => {
  using journal = journalBegun();
  mkdirSync(exportFolder(journal, "rabbitmq"), { recursive: true });
  const places = [
    placeOf("redis-frames", ["x"]),
    placeOf("rabbitmq-frame_queue", ["a", "b"], { consumers: 2 }),
    placeOf("rabbitmq-frame_queue.dead", [], { consumers: 1 }),
  ];

  const exported = await exportFrames(journal, "rabbitmq", places, nothing);

  expect(exported.consumers).toBe(3);
  expect(Object.entries(exported.places).map(([name, { frames }]) => [name, frames])).toEqual([
    ["rabbitmq-frame_queue", 2],
    ["rabbitmq-frame_queue.dead", 0],
  ]);
  const lines = readFileSync(framesFile(journal, "rabbitmq", "rabbitmq-frame_queue"), "utf8")
    .trim()
    .split("\n");
  expect(lines.map((line) => Buffer.from(JSON.parse(line).frame, "base64").toString())).toEqual(["a", "b"]);
});

test("an export is told by its frames, and by consumers that may have taken some meanwhile", () => {
  const places = { "redis-frames": { frames: 7, digest: "d" } };

  expect(told({ places, consumers: 0 })).toBe("7 frames of redis-frames");
  expect(told({ places, consumers: 2 })).toBe("7 frames of redis-frames, 2 consumers connected");
});
