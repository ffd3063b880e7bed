import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { BrowsableBroker } from "../brokers/frame-broker.ts";
import { readFrames, tallyOfFile, writeFrames } from "./frame-file.ts";
import { compareFrames, missingFrames } from "./frames-compared.ts";

const FRAMES = [
  Buffer.from([0, 255, 10]),
  Buffer.from("second\n"),
  Buffer.alloc(0),
  Buffer.from([0, 255, 10]),
];

function holding(frames: readonly Buffer[]): Pick<BrowsableBroker, "browse"> {
  return {
    browse: async (onFrame) => {
      for (const frame of frames) onFrame(frame);
      return frames.length;
    },
  };
}

async function exported(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "frames-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "frames.jsonl");
  await writeFrames(holding(FRAMES), file);
  return file;
}

async function digests(file: string): Promise<string[]> {
  return (await Array.fromAsync(readFrames(file))).map(({ sha256 }) => sha256);
}

test("frames come back byte for byte, and their tally does not depend on their order", async () => {
  const file = await exported();
  const read = await Array.fromAsync(readFrames(file));

  expect(read.map(({ frame }) => frame)).toEqual(FRAMES);
  expect(await writeFrames(holding(FRAMES.toReversed()), `${file}.2`)).toEqual(await tallyOfFile(file));
});

test.for([
  ["a changed byte", (text: string) => text.replace("AP8K", "AP8L")],
  ["half a line", (text: string) => text.slice(0, 90)],
  ["another file", () => "frames\n"],
] as const)("%s is found, with its line", async ([, damage]) => {
  const file = await exported();
  writeFileSync(file, damage(readFileSync(file, "utf8")));

  await expect(tallyOfFile(file)).rejects.toThrow(/frames\.jsonl, line 1: expected a frame whose bytes/);
});

test("a missing copy of a frame is missing, and comes out of the export once", async () => {
  const file = await exported();
  const all = await digests(file);
  const comparison = compareFrames(all, all.slice(0, 2));

  expect(comparison).toMatchObject({ exported: 4, there: 2, unexpected: 0 });
  expect(await Array.fromAsync(missingFrames([file], comparison.missing))).toEqual([FRAMES[0], FRAMES[2]]);
});

test("a frame that was not exported is unexpected", async () => {
  const all = await digests(await exported());

  expect(compareFrames(all, [...all, "another"])).toMatchObject({ missing: [], unexpected: 1 });
  expect(compareFrames(all, ["another", ...all.slice(1)])).toMatchObject({
    missing: [all[3]],
    unexpected: 1,
  });
});
