import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { judgeDelivery } from "../../src/judges/delivery.ts";
import { windowOf } from "../../src/traffic/in-time.ts";
import { secondsOf } from "../../src/traffic/load-seconds.ts";
import { measuredFrames, type Schedule } from "../../src/traffic/schedule.ts";
import { type Merging, merging } from "./merging.ts";
import { misjudged, planted } from "./planted.ts";

export interface Judging {
  /** From the whole history to what was lost, and to the latencies of each second. */
  seconds: number;
  /** The most memory that the process had at once. */
  mebibytes: number;
  /** Of the history. */
  bytesPerFrame: number;
  /** The same history as the result of a worker. */
  result: Merging;
  /** What was judged to be otherwise than it was planted, in words. */
  misjudged: string[];
}

/** Judges a history of so many frames: in a process of its own, which holds nothing else. */
export function judging(frames: number): Judging {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(frames)]);
  return JSON.parse(output.toString());
}

function judge(frames: number): Judging {
  const plants = planted(frames);
  const { history, schedules, ticks, counts } = plants;
  const bytes = history.producers.reduce((sum, { shared }) => sum + shared.memory.byteLength, 0);
  const started = performance.now();
  const delivery = judgeDelivery(history);
  const window = windowOf(schedules[0] as Schedule, { confirmed: [], received: [] });
  const { producers } = history;
  const seconds = secondsOf(window, { schedules, producers, ticks });
  const due = producers.reduce(
    (sum, record, index) => sum + measuredFrames(schedules[index] as Schedule, record).due,
    0,
  );
  const tookMs = performance.now() - started;
  const latencies = seconds.reduce((sum, { latenciesMs }) => sum + latenciesMs.length, 0);
  const result = merging(plants);
  return {
    seconds: tookMs / 1e3,
    result,
    mebibytes: process.resourceUsage().maxRSS / 2 ** 10,
    bytesPerFrame: bytes / frames,
    misjudged: [
      ...misjudged(delivery, counts),
      ...result.misjudged.map((each) => `as a result: ${each}`),
      ...(due === frames ? [] : [`${due} frames due, of ${frames}`]),
      ...(latencies === delivery.received ? [] : [`${latencies} latencies of ${delivery.received} frames`]),
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(judge(Number(process.argv[2]))));
}
