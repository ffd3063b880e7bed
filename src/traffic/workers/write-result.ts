import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import { serialize } from "node:v8";
import type { ProducerRecord } from "../producer-record.ts";
import { ByteWriter } from "./byte-writer.ts";
import { plainOf, type WorkerResult } from "./worker-result.ts";

/** The first bytes of every result, and its format: another number once they mean something else. */
export const MAGIC = Buffer.from("frameWRK");
export const FORMAT = 1;

/**
 * Writes what a worker came to as one file. Numbers are little-endian; behind each length comes what it is of:
 *
 * - the eight bytes of `MAGIC`, the format (4 bytes), the length of the version (4) and the version of the code that wrote it, the
 *   length of the facts (4) and the facts, as `node:v8` serializes them;
 * - for each producer of the load how many numbers it used (4), 0 where another worker ran it;
 * - for each that this worker ran the fates of its frames, two bits each, the first in the lowest;
 * - for each producer of the load how many of its frames came out here (4), and those: by how much the number is above the last one's,
 *   less one, times two (a varint); one more where it came more than once, and then how often (1); the place of the first reception (4);
 * - the CRC-32 of all that (4).
 *
 * A frame takes a quarter of a byte where it was sent, and five where it was received, six of every 64th or rarer one.
 *
 * @param version of the code: nobody else is to read it
 */
export function writeResult(path: string, version: string, result: WorkerResult): void {
  const half = `${path}.half`;
  const file = openSync(half, "wx");
  try {
    const writer = new ByteWriter((chunk) => writeAll(file, chunk));
    writeHead(writer, version, result);
    const { producers } = result.history;
    const own = new Set(result.sends);
    for (const [index, { attempted }] of producers.entries()) writer.u32(own.has(index) ? attempted : 0);
    for (const index of result.sends) writeFates(writer, producers[index] as ProducerRecord);
    for (const record of producers) writeReceptions(writer, record);
    writer.end();
  } finally {
    closeSync(file);
  }
  renameSync(half, path);
}

function writeAll(file: number, chunk: Uint8Array): void {
  for (let written = 0; written < chunk.length; ) written += writeSync(file, chunk, written);
}

function writeHead(writer: ByteWriter, version: string, result: WorkerResult): void {
  writer.bytes(MAGIC);
  writer.u32(FORMAT);
  for (const part of [Buffer.from(version), serialize(plainOf(result))]) {
    writer.u32(part.length);
    writer.bytes(part);
  }
}

function writeFates(writer: ByteWriter, { fates, attempted }: ProducerRecord): void {
  for (let sequence = 0; sequence < attempted; sequence += 4) {
    let packed = 0;
    for (let bits = 0; bits < 4 && sequence + bits < attempted; bits += 1)
      packed |= (fates[sequence + bits] ?? 0) << (2 * bits);
    writer.u8(packed);
  }
}

function writeReceptions(writer: ByteWriter, { receptions, places, received }: ProducerRecord): void {
  writer.u32(received);
  let next = 0;
  for (let sequence = 0; sequence < receptions.length; sequence += 1) {
    const times = receptions[sequence] ?? 0;
    if (times === 0) continue;
    writer.varint((sequence - next) * 2 + (times > 1 ? 1 : 0));
    if (times > 1) writer.u8(times);
    writer.u32(places[sequence] ?? 0);
    next = sequence + 1;
  }
}
