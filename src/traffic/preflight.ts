import { availableMemory } from "node:process";
import { brokerAt, subjectOf } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import { unusable } from "../brokers/unusable.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { DeadlinePassed, done, notYet, until } from "../kernel/wait.ts";
import { BYTES_PER_LATENCY } from "./load-seconds.ts";
import { BYTES_PER_FRAME } from "./producer-record.ts";
import { framesOf, type Load } from "./schedule.ts";

const ANSWER_MS = 10_000;
/** In which consumers of a run before are gone from the broker's books. */
const PARTING_MS = 3_000;

/**
 * Looks whether frames can be sent there, before the first is.
 *
 * @param adopt frames that are held already are no obstacle: the run takes them out first
 * @throws Problem when the broker cannot be reached, refuses, lacks the queue, holds someone's frames, or has consumers
 *   that would take this run's
 */
export async function preflight(target: BrokerTarget, { adopt }: { adopt: boolean }): Promise<void> {
  const broker = brokerAt(target);
  const held = await answerOf(target, broker.destination, () => broker.depth());
  await noConsumers(target, broker);
  if (held === 0 || adopt) return;
  throw new Problem({
    subject: `${broker.destination} of ${subjectOf(target)}`,
    expected: "an empty one, so that every frame in it is this run's",
    seen: `${held} frames that are someone else's`,
    remedy: "let their consumers finish, or take them over and throw them away: --adopt",
  });
}

/** The counters of a record are signed and have 32 bits. */
const MOST_FRAMES = 2 ** 31 - 1;
/** Of a frame, at the end of a run: its record and its latency. */
const KEPT_BYTES = BYTES_PER_FRAME + BYTES_PER_LATENCY;
/** The rest is for frames under way, and for the broker. */
const SHARE_OF_MEMORY = 0.5;

/**
 * @param records of each frame: two where the control runs beside the load
 * @throws Problem when the record of so many frames does not fit into this host's memory
 */
export function mustFit(load: Load, { records = 1, memory = availableMemory() } = {}): void {
  const most = Math.min(MOST_FRAMES, Math.floor((memory * SHARE_OF_MEMORY) / (KEPT_BYTES * records)));
  const frames = framesOf(load);
  if (frames <= most) return;
  throw new Problem({
    subject: "the load",
    expected: `at most ${most.toLocaleString("en")} frames, of which this host's memory holds the record`,
    seen: `${frames.toLocaleString("en")}: ${load.framesPerSecond} a second for ${load.warmupSeconds + load.durationSeconds} s`,
    remedy: "lower --rate or --duration",
  });
}

async function noConsumers(target: BrokerTarget, broker: ReturnType<typeof brokerAt>): Promise<void> {
  const question = `${broker.destination} has no consumers`;
  try {
    await until(question, { deadlineMs: PARTING_MS }, async () => {
      const consumers = await answerOf(target, broker.destination, () => broker.consumers());
      return consumers === 0 ? done(undefined) : notYet(`${consumers} that would take this run's frames`);
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw new Problem({
      subject: `${broker.destination} of ${subjectOf(target)}`,
      expected: "no consumers but this run's",
      seen: thrown.lastAnswer,
      remedy: "stop them (the AI services, another load test), then run this again",
    });
  }
}

async function answerOf(
  target: BrokerTarget,
  destination: string,
  ask: () => Promise<number>,
): Promise<number> {
  try {
    return await until(`${subjectOf(target)} answers`, { deadlineMs: ANSWER_MS }, async () => {
      try {
        return done(await ask());
      } catch (thrown) {
        throw unusable(target, destination, messageOf(thrown));
      }
    });
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? unusable(target, destination, thrown.message) : thrown;
  }
}
