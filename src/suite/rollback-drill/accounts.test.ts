import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { FATE } from "../../judges/delivery.ts";
import { writeFrames } from "../../rollback/frame-file.ts";
import { encodeFrame } from "../../traffic/frame.ts";
import { brokenIn, missingFrom, together } from "./accounts.ts";

const camera = (producer: number, fates: number[] = []) => ({ producer, fates: Uint8Array.from(fates) });

async function exportOf(...ids: [producer: number, sequence: number][]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "accounts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const frames = ids.map(([producer, sequence]) =>
    encodeFrame({ producer, sequence, intendedSendTimeMs: 0, payload: Buffer.alloc(8) }),
  );
  const browse = async (onFrame: (frame: Buffer) => void) => {
    for (const frame of frames) onFrame(frame);
    return frames.length;
  };
  const file = join(folder, "frames.jsonl");
  await writeFrames({ browse }, file);
  return file;
}

test("what was confirmed and is in none of the exported files is missing, whatever else they hold", async () => {
  const cameras = [
    camera(101, [FATE.confirmed, FATE.confirmed, FATE.refused]),
    camera(102, [FATE.confirmed]),
  ];
  const files = [await exportOf([101, 0], [999, 0]), await exportOf([102, 0], [102, 0])];

  expect(await missingFrom(files, cameras)).toEqual({ lost: 1, confirmed: 3 });
});

test("an export that is complete lacks nothing, and one without files everything", async () => {
  const cameras = [camera(103, [FATE.confirmed, FATE.unanswered])];

  expect(await missingFrom([await exportOf([103, 0])], cameras)).toEqual({ lost: 0, confirmed: 1 });
  expect(await missingFrom([], cameras)).toEqual({ lost: 1, confirmed: 1 });
});

test("a log that goes on tells of the earlier cameras again, and they count once", () => {
  const cameras = together([camera(1), camera(2)], [camera(2), camera(3)]);

  expect(cameras.map(({ producer }) => producer)).toEqual([1, 2, 3]);
});

test("frames that were lost, corrupted or never sent are broken alike, of all brokers", () => {
  const deliveries = [
    { lost: 1, corrupted: 2, unexpected: 0 },
    { lost: 0, corrupted: 0, unexpected: 4 },
  ];

  expect(brokenIn(deliveries)).toBe(7);
  expect(brokenIn([])).toBe(0);
});
