import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FATE, judgeDelivery } from "../../src/judges/delivery.ts";
import { ProducerRecord } from "../../src/traffic/producer-record.ts";

export interface Judging {
  seconds: number;
  mebibytes: number;
}

/** Time to judge that many frames, and the memory of a process that holds and judges them: in a process of its own. */
export function judging(frames: number): Judging {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(frames)]);
  return JSON.parse(output.toString());
}

function judge(frames: number): Judging {
  const record = ProducerRecord.allocate(1, frames);
  for (let sequence = 0; sequence < frames; sequence += 1) {
    record.due();
    record.fates[sequence] = FATE.confirmed;
    if (sequence % 1_000 !== 0) record.receivedAt(sequence, sequence + 1);
  }
  const started = performance.now();
  const { lost } = judgeDelivery({
    producers: [record],
    corrupted: { count: 0, first: [] },
    unexpected: { count: 0, first: [] },
    leftover: { count: 0, first: [] },
  });
  const seconds = (performance.now() - started) / 1e3;
  if (lost !== Math.ceil(frames / 1_000)) throw new Error(`${lost} frames judged lost of ${frames}`);
  return { seconds, mebibytes: process.memoryUsage().rss / 2 ** 20 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(judge(Number(process.argv[2]))));
}
