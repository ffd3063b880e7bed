import { readlinkSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { workerData } from "node:worker_threads";
import { monotonicClock } from "../kernel/clock.ts";
import { PacerMemory } from "./pacer-memory.ts";

/** The kernel lets a thread sleep 0.05 ms longer than it asked, to wake several at once. */
const SLACK_NS = 1_000;

const memory = new PacerMemory(workerData as SharedArrayBuffer);

beWokenInTime();
let answered = 0;
for (;;) {
  const { count, timeMs } = memory.asked;
  const restMs = count === answered ? Number.POSITIVE_INFINITY : timeMs - monotonicClock.now();
  if (restMs > 0) {
    memory.waitForAnother(count, restMs);
    continue;
  }
  answered = count;
  const { user, system } = process.threadCpuUsage();
  memory.ring((user + system) / 1e3);
}

/** Where the system has no such setting, frames leave those 0.05 ms later. */
function beWokenInTime(): void {
  try {
    writeFileSync(`/proc/${basename(readlinkSync("/proc/thread-self"))}/timerslack_ns`, String(SLACK_NS));
  } catch {
    return;
  }
}
