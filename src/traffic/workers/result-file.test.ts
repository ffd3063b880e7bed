import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../../kernel/problem.ts";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { FrameHistory } from "../history.ts";
import type { ProducerRecord } from "../producer-record.ts";
import { ResultFile } from "./result-file.ts";
import { anySplitStory, emptyHistory, resultsOf, type SplitStory } from "./testing.ts";
import { plainOf, type WorkerResult } from "./worker-result.ts";
import { writeResult } from "./write-result.ts";

const VERSION = "1.2.3";
const paths = () => {
  const folder = scratchFolder("result-");
  let count = 0;
  return () => join(folder, `${count++}.result`);
};

/** What stands in the memory of a record. */
const contentOf = ({ attempted, fates, receptions, places }: ProducerRecord) => ({
  ...{ attempted, fates: [...fates], receptions: [...receptions], places: [...places] },
});

/** The same result, as a file has it. */
function read(path: string, { story }: SplitStory): WorkerResult {
  const history = emptyHistory(story);
  using file = ResultFile.open(path, VERSION, history.producers.length);
  for (const [index, record] of history.producers.entries()) record.takeUp(file.attempted[index] ?? 0);
  file.frames({
    fate: (producer, sequence, fate) =>
      void history.producers[producer]?.fates.fill(fate, sequence, sequence + 1),
    reception: (producer, sequence, times, place) =>
      history.producers[producer]?.mergeReception(sequence, times, place),
  });
  return { ...file.facts, history };
}

test("what was written is what is read", () => {
  const next = paths();
  fc.assert(
    fc.property(anySplitStory, (split) => {
      for (const result of resultsOf(split)) {
        const path = next();
        writeResult(path, VERSION, result);
        const again = read(path, split);

        expect(plainOf(again)).toEqual(plainOf(result));
        for (const [index, record] of result.history.producers.entries()) {
          const attempted = result.sends.includes(index) ? record.attempted : 0;
          const found = contentOf(again.history.producers[index] as ProducerRecord);
          expect(found).toEqual({ ...contentOf(record), attempted });
        }
      }
    }),
    { numRuns: 60 },
  );
});

/** A file of a result, as bytes. */
function written(): { path: string; bytes: Buffer } {
  const path = paths()();
  const [split] = fc.sample(anySplitStory, { numRuns: 1, seed: 7 }) as [SplitStory];
  const [result] = resultsOf(split) as [WorkerResult];
  writeResult(path, VERSION, result);
  return { path, bytes: readFileSync(path) };
}

const open = (path: string, version = VERSION) => ResultFile.open(path, version, 1);

test("a file that is cut anywhere is refused", () => {
  const { path, bytes } = written();
  for (let length = 0; length < bytes.length; length += 7) {
    writeFileSync(path, bytes.subarray(0, length));
    expect(() => open(path)).toThrow(Problem);
  }
});

test("a file of which a bit has changed, or that has grown, is refused", () => {
  const { path, bytes } = written();
  for (let at = 0; at < bytes.length; at += 3) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(at) ^ (1 << (at % 8)), at);
    writeFileSync(path, altered);
    expect(() => open(path)).toThrow(Problem);
  }
  writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1)]));
  expect(() => open(path)).toThrow(/checksum/);
});

test("a file of another version of the code, or of something else, is refused by name", () => {
  const { path } = written();

  expect(() => open(path, "1.2.4")).toThrow(/expected one of version 1\.2\.4, saw version 1\.2\.3/);
  writeFileSync(path, "x".repeat(100));
  expect(() => open(path)).toThrow(/something else/);
});

test("the history of frames that were sent and received takes less than six bytes each, also dealt out to 64 workers", () => {
  const FRAMES = 200_000;
  for (const every of [1, 64]) {
    const history = FrameHistory.allocate(new Map([[1, FRAMES]]));
    const [record] = history.producers as [ProducerRecord];
    for (let sequence = 0; sequence < FRAMES; sequence += 1) {
      record.sending(record.due());
      record.answered(sequence, "confirmed");
      if (((sequence * 7_919) % 104_729) % every === 0) record.receivedAt(sequence, sequence + 1);
    }
    const path = paths()();
    const rest = { timeline: [], clocks: { producers: [], consumers: [] } };
    writeResult(path, VERSION, {
      worker: 1,
      sends: [0],
      produced: [],
      consumed: [],
      stoppedMs: 0,
      history,
      ...rest,
    });
    const fates = FRAMES / 4;
    const { received } = record;

    expect((statSync(path).size - fates) / received).toBeLessThan(5.75);
  }
});
