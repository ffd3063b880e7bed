import type { FrameBroker } from "../brokers/frame-broker.ts";
import { judgeDelivery } from "../judges/delivery.ts";
import { messageOf } from "../kernel/problem.ts";
import { DeadlinePassed, done, notYet, until } from "../kernel/wait.ts";
import type { FrameHistory } from "./history.ts";

export interface DrainEnd {
  /** Whether the broker holds nothing any more: then what did not come out is lost, and else it may still come. */
  isComplete: boolean;
  /** How the drain ended, in words. */
  ended: string;
}

/**
 * Waits until everything confirmed has come out and the broker's own depth is 0, or until nothing has come out for
 * `quietMs`. Returns which of the two it was, in words.
 */
export async function drained(
  broker: FrameBroker,
  history: FrameHistory,
  { quietMs }: { quietMs: number },
): Promise<string> {
  let received = history.counts.received;
  for (;;) {
    try {
      const question = `${broker.destination} is drained`;
      return await until(question, { deadlineMs: quietMs, everyMs: 50 }, async () => {
        const { lost } = judgeDelivery(history);
        if (lost > 0) return notYet(`${lost} confirmed frames have not come out`);
        const depth = await broker.depth();
        return depth === 0 ? done("everything confirmed came out") : notYet(`${depth} frames are still held`);
      });
    } catch (thrown) {
      const now = history.counts.received;
      if (!(thrown instanceof DeadlinePassed)) throw thrown;
      if (now === received) return `nothing came out for ${quietMs / 1e3} s: ${thrown.lastAnswer}`;
      received = now;
    }
  }
}

/** What the broker holds once its consumers are gone, and have returned what they had not acknowledged. */
export async function drainEnd(broker: FrameBroker, ended: string): Promise<DrainEnd> {
  try {
    await until(`${broker.destination} is empty`, { deadlineMs: 5_000 }, async () => {
      const held = await broker.depth();
      return held === 0 ? done(undefined) : notYet(`it holds ${held} frames`);
    });
    return { isComplete: true, ended };
  } catch (thrown) {
    return { isComplete: false, ended: `${ended}; ${messageOf(thrown)}` };
  }
}
