import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { encodeFrame } from "./frame.ts";
import { payloadsOf } from "./frame-source.ts";

const frame = { producer: 3, sequence: 4, intendedSendTimeMs: 5 };

test("payloads fill the frame to its size and differ from one frame to the next", () => {
  const payloadOf = payloadsOf({ frameBytes: 1024 });

  expect(encodeFrame({ ...frame, payload: payloadOf(0) })).toHaveLength(1024);
  expect(Buffer.from(payloadOf(0))).not.toEqual(Buffer.from(payloadOf(1)));
});

test("the pictures of a folder follow each other by name, and start again", () => {
  const folder = newFolder();
  for (const name of ["2.jpg", "1.jpg", "notes.txt"]) writeFileSync(join(folder, name), name);
  const payloadOf = payloadsOf({ folder });

  expect([0, 1, 2].map((sequence) => Buffer.from(payloadOf(sequence)).toString())).toEqual([
    "1.jpg",
    "2.jpg",
    "1.jpg",
  ]);
});

test("a folder without pictures says what is missing", () => {
  const folder = newFolder();

  expect(() => payloadsOf({ folder })).toThrow(/frames in .*: expected files \*\.jpg, saw none/);
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "frames-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
