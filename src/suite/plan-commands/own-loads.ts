import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { redis as redisBroker } from "../../brokers/redis/redis.ts";
import { pausing } from "../../faults/process.ts";
import { jsonOf } from "../../kernel/json.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { framesTakenBy, unmarked } from "./looks.ts";
import type { OwnCommand } from "./own-command-list.ts";
import type { Ran } from "./run-as-typed.ts";

/** So short a load says little of speed, and nothing is judged by it. */
export const ANY_SPEED = "--max-p99-ms 60000";
const REFUSED_FROM = 100;
/** Frames of a load of 2,000 after which the broker stands still, and for how long: longer than the plan allows. */
const STILL_FROM = 700;
const STILL_MS = 8_000;

/** A load with that rate and duration, whose result and whose broker have to tell the same. */
export function loadOf(
  command: string,
  {
    rate,
    duration,
    folder,
    redis,
  }: { rate: number; duration: number; folder: string; redis?: RunningService | undefined },
): OwnCommand {
  const file = join(folder, `load-${rate}.json`);
  const due = rate * (duration + 1);
  let before = 0;
  return {
    command: `${command} --duration ${duration} --rate ${rate} --warmup 1 ${ANY_SPEED} --json '${file}'`,
    // A host that is busy with other things may leave it undetermined.
    exits: [0, 2],
    expects: `${due} frames at ${rate}/s, ${duration} s of them measured`,
    before: async () => {
      before = redis ? await framesTakenBy(redis) : 0;
    },
    otherwise: async (ran) => {
      const told = existsSync(file) ? jsonOf(readFileSync(file, "utf8")) : undefined;
      const taken = redis ? (await framesTakenBy(redis)) - before : due;
      return [
        loadOtherwise(told, { rate, duration }),
        verdictOtherwise(ran),
        countOtherwise(taken, due),
      ].find(Boolean);
    },
  };
}

/** What of a load's own result is other than was asked for, if anything. */
export function loadOtherwise(
  told: unknown,
  { rate, duration }: { rate: number; duration: number },
): string | undefined {
  const { asked, measuredSeconds, delivery } = Object(told) as {
    asked?: { rate?: number; duration?: number };
    measuredSeconds?: number;
    delivery?: { attempted?: number };
  };
  if (!asked) return "it left no result";
  if (asked.rate !== rate || asked.duration !== duration)
    return `it ran with rate ${asked.rate} and duration ${asked.duration}`;
  if (!(Number(measuredSeconds) >= duration * 0.99)) return `it measured ${measuredSeconds} s`;
  const due = rate * (duration + 1);
  return Number(delivery?.attempted) === due
    ? undefined
    : `${delivery?.attempted} frames were due, not ${due}`;
}

const ENDS: Readonly<Record<number, RegExp>> = {
  0: /^The load test holds\.$/m,
  1: /^The load test does not hold\.$/m,
  2: /^Undetermined: /m,
};

/** Whether the last line of a load says what its exit code says. */
export function verdictOtherwise({ stdout, exitCode }: Pick<Ran, "stdout" | "exitCode">): string | undefined {
  const said = ENDS[exitCode ?? -1];
  return said && !said.test(stdout)
    ? `exit code ${exitCode} beside "${stdout.trim().split("\n").at(-1)}"`
    : undefined;
}

/** A hundredth may be missing: a host that is busy with other things does not send every frame. */
function countOtherwise(taken: number, due: number): string | undefined {
  const isIt = taken <= due && taken >= due * 0.99;
  return isIt ? undefined : `the broker was sent ${taken} frames, not ${due}`;
}

/** A load in the middle of which Redis stands still: every frame comes through, and neither rate nor times are kept. */
export function pausedLoad(redis: RunningService | undefined): OwnCommand {
  return {
    command: `npm run -s load -- --broker redis --duration 20 --warmup 1 --rate 100 ${ANY_SPEED}`,
    exits: [1],
    expects: "a load whose broker stands still for 8 s does not hold: interruption and rate are not kept",
    withinSeconds: 120,
    during: (_world, ended) => standingStill(redis, ended),
    otherwise: (ran) => verdictOtherwise(ran) ?? unmarked(ran.stdout, ["rate kept for", "interruption"]),
  };
}

async function standingStill(redis: RunningService | undefined, ended: AbortSignal): Promise<void> {
  if (!redis || !(await flows(redis, STILL_FROM, ended))) return;
  await using fault = pausing(redis);
  await fault.inject();
  await pause(STILL_MS, undefined, { signal: ended }).catch(() => undefined);
}

/** Once frames flow, Redis takes no more of them. */
export async function refusing(redis: RunningService | undefined, ended: AbortSignal): Promise<void> {
  if (!redis || !(await flows(redis, REFUSED_FROM, ended))) return;
  await using _full = await redisBroker.full(redis, redisBroker.destination);
  await new Promise((resolve) => ended.addEventListener("abort", resolve, { once: true }));
}

/** Waits until Redis has taken that many frames more. @returns false when the command has ended before */
async function flows(redis: RunningService, frames: number, ended: AbortSignal): Promise<boolean> {
  const before = await framesTakenBy(redis);
  while (!ended.aborted && (await framesTakenBy(redis)) < before + frames) await pause(100);
  return !ended.aborted;
}
