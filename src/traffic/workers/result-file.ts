import { closeSync, fstatSync, openSync } from "node:fs";
import { deserialize } from "node:v8";
import { Problem } from "../../kernel/problem.ts";
import { ByteReader, checksumOf } from "./byte-reader.ts";
import { factsOf, type PlainFacts, type WorkerFacts } from "./worker-result.ts";
import { FORMAT, MAGIC } from "./write-result.ts";

const CHECKSUM_BYTES = 4;
const LEAST_BYTES = MAGIC.length + 4 + CHECKSUM_BYTES;

/** Takes what a result says of single frames; producers are named by their places among the load's. */
export interface FrameSink {
  fate(producer: number, sequence: number, fate: number): void;
  /** @param times how often it came, from 1 to 255 @param place of the first reception */
  reception(producer: number, sequence: number, times: number, place: number): void;
}

/** A worker's result, as it was written: whole, unchanged, and by this very code. */
export class ResultFile implements Disposable {
  readonly facts: WorkerFacts;
  /** Of each producer of the load, how many numbers it used; 0 where another worker ran it. */
  readonly attempted: readonly number[];
  readonly #file: number;
  readonly #framesFrom: number;

  /**
   * @param producers of the load
   * @throws Problem for a file that is cut, was altered, is something else, or was written by another version
   */
  static open(path: string, version: string, producers: number): ResultFile {
    const file = openSync(path, "r");
    try {
      return new ResultFile(file, checked(file, path, version), producers);
    } catch (thrown) {
      closeSync(file);
      throw thrown;
    }
  }

  private constructor(file: number, reader: ByteReader, producers: number) {
    this.#file = file;
    this.facts = factsOf(deserialize(reader.bytes(reader.u32())) as PlainFacts);
    this.attempted = Array.from({ length: producers }, () => reader.u32());
    this.#framesFrom = reader.position;
  }

  /** Hands over every frame that was sent there, and then every one that came out there. */
  frames(sink: FrameSink): void {
    const reader = new ByteReader(this.#file, this.#framesFrom);
    for (const producer of this.facts.sends) readFates(reader, producer, this.attempted[producer] ?? 0, sink);
    for (const producer of this.attempted.keys()) readReceptions(reader, producer, sink);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

/** A reader of what is behind the version. @throws Problem */
function checked(file: number, path: string, version: string): ByteReader {
  const { size } = fstatSync(file);
  const refuse = (expected: string, seen: string) =>
    new Problem({
      subject: `the result of a worker, ${path}`,
      expected,
      seen,
      remedy: "run the load again, with every worker at this version, and let nothing else write there",
    });
  if (size < LEAST_BYTES) throw refuse("a whole one", `${size} bytes`);
  const reader = new ByteReader(file);
  if (!reader.bytes(MAGIC.length).equals(MAGIC)) throw refuse("one", "a file that is something else");
  const format = reader.u32();
  if (format !== FORMAT) throw refuse(`format ${FORMAT}`, `format ${format}`);
  const length = size - CHECKSUM_BYTES;
  if (checksumOf(file, length) !== new ByteReader(file, length).u32())
    throw refuse("the checksum that was written with it", "another one: the file is cut or was altered");
  const by = reader.bytes(reader.u32()).toString();
  if (by !== version) throw refuse(`one of version ${version}`, `version ${by}`);
  return reader;
}

function readFates(reader: ByteReader, producer: number, attempted: number, sink: FrameSink): void {
  let packed = 0;
  for (let sequence = 0; sequence < attempted; sequence += 1) {
    packed = sequence % 4 === 0 ? reader.u8() : packed >> 2;
    sink.fate(producer, sequence, packed & 3);
  }
}

function readReceptions(reader: ByteReader, producer: number, sink: FrameSink): void {
  let next = 0;
  for (let left = reader.u32(); left > 0; left -= 1) {
    const ahead = reader.varint();
    const sequence = next + Math.floor(ahead / 2);
    const times = ahead % 2 === 1 ? reader.u8() : 1;
    sink.reception(producer, sequence, times, reader.u32());
    next = sequence + 1;
  }
}
