import type { RedisSubject } from "../../brokers/redis/redis-subject.ts";
import { secondsToSnapshot } from "../../brokers/redis/snapshot-rules.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { thresholdOf } from "../../plan/threshold-of.ts";
import { type ContainerMemory, containerMemory } from "../../stack/container-memory.ts";
import type { Details } from "../record/criterion.ts";
import { plannedFrames } from "./planned-frames.ts";

const NO_LIMIT = "no limit";
const MIB = 2 ** 20;
/** How much later than its rule says a snapshot may be taken: the server looks ten times a second, and a fork takes time. */
const SNAPSHOT_LATE_S = 20;
/** A rule that takes longer than this is not waited for. */
const WAITS_FOR_RULE_S = 330;

/** The memory limit as what it means: how long it takes the plan's frames to fill it, and its share of what there is. */
export async function memoryLimit(
  redis: RedisSubject,
): Promise<{ measured: Record<string, Scalar>; details: Details }> {
  const [bytes, memory, frames] = await Promise.all([
    redis.setting("maxmemory").then(Number),
    memoryFor(redis),
    plannedFrames(),
  ]);
  const details = {
    "maxmemory MiB": Math.round(bytes / MIB),
    [`MiB of ${memory.limitedBy}`]: Math.round(memory.bytes / MIB),
  };
  if (bytes === 0) return { measured: { "seconds of frames": NO_LIMIT, "memory %": NO_LIMIT }, details };
  return {
    measured: {
      "seconds of frames": bytes / (frames.frameBytes * frames.framesPerSecond),
      "memory %": (bytes / memory.bytes) * 100,
    },
    details,
  };
}

/** Of a server that is only reached, the memory that it says its host has. */
async function memoryFor(redis: RedisSubject): Promise<ContainerMemory> {
  try {
    return await containerMemory(redis.service);
  } catch (thrown) {
    if (!(thrown instanceof Undetermined)) throw thrown;
    return { bytes: Number((await redis.info()).total_system_memory), limitedBy: "the host" };
  }
}

/** How long it takes until a snapshot is taken by rule while the plan's messages come; "never" where there is no rule. */
export function plannedSnapshot(save: string): Scalar {
  return secondsToSnapshot(save, thresholdOf("sustainedRate", "atLeast")) ?? "never";
}

/**
 * Waits until the server has taken a snapshot that nobody ordered, while enough has changed for each of its rules that could
 * come true under the plan's messages.
 *
 * @param before how many it had taken when the changes began
 * @returns seconds since then, or in words that there was none
 * @throws Undetermined when its rules take longer than this waits
 */
export async function snapshotByRule(
  redis: Pick<RedisSubject, "setting" | "snapshotsTaken">,
  { before, sinceMs, lateS = SNAPSHOT_LATE_S }: { before: number; sinceMs: number; lateS?: number },
): Promise<Scalar> {
  const expectedS = plannedSnapshot(await redis.setting("save"));
  if (typeof expectedS !== "number") return expectedS;
  if (expectedS > WAITS_FOR_RULE_S) {
    throw new Undetermined(`by its rules the first snapshot comes after ${Math.round(expectedS)} s`);
  }
  const secondsSince = () => (performance.now() - sinceMs) / 1e3;
  const waitS = expectedS + lateS;
  try {
    return await until(
      "Redis takes a snapshot by itself",
      { deadlineMs: Math.max(0, waitS - secondsSince()) * 1e3, everyMs: 250 },
      async () => {
        const taken = (await redis.snapshotsTaken()) - before;
        return taken > 0 ? done(secondsSince()) : notYet("none yet");
      },
    );
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    return `none within ${Math.round(waitS)} s`;
  }
}
