import { randomFillSync } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../kernel/problem.ts";
import { HEADER_BYTES } from "./frame.ts";

/** What frames are made of: bytes that do not compress, or the JPEG files of a folder in the order of their names. */
export type FrameSource = { frameBytes: number } | { folder: string };

/** The payload of a frame by its number. @throws Problem for a folder without JPEG files */
export function payloadsOf(source: FrameSource): (sequence: number) => Uint8Array {
  return "frameBytes" in source ? randomPayloads(source.frameBytes) : filePayloads(source.folder);
}

const POOL_BYTES = 2 ** 20;

/**
 * Payloads that do not compress and differ from frame to frame: windows onto one pool of random bytes. Frames that follow
 * each other share none of it, or what stores them side by side would compress them.
 */
function randomPayloads(frameBytes: number): (sequence: number) => Uint8Array {
  const length = Math.max(0, frameBytes - HEADER_BYTES);
  const pool = randomFillSync(Buffer.allocUnsafe(length + POOL_BYTES));
  return (sequence) => {
    const start = (sequence * (length + 1)) % POOL_BYTES;
    return pool.subarray(start, start + length);
  };
}

/** Pictures after each other, from the first again after the last. */
function filePayloads(folder: string): (sequence: number) => Uint8Array {
  const files = globSync("*.{jpg,jpeg,JPG,JPEG}", { cwd: folder }).sort();
  const pictures = files.map((file) => readFileSync(join(folder, file)));
  if (pictures.length === 0) {
    throw new Problem({
      subject: `frames in ${folder}`,
      expected: "files *.jpg",
      seen: "none",
      remedy: "name a folder with JPEG files, or use --frame-bytes N",
    });
  }
  return (sequence) => pictures[sequence % pictures.length] as Buffer;
}
