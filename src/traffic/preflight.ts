import { type BrokerTarget, brokerAt, subjectOf } from "../brokers/target.ts";
import { messageOf, Problem } from "../problem.ts";
import { DeadlinePassed, done, notYet, until } from "../wait.ts";
import { unusable } from "./unusable.ts";

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
  const held = await answerOf(target, broker.place, () => broker.depth());
  await noConsumers(target, broker);
  if (held === 0 || adopt) return;
  throw new Problem({
    subject: `${broker.place} of ${subjectOf(target)}`,
    expected: "an empty one, so that every frame in it is this run's",
    seen: `${held} frames that are someone else's`,
    remedy: "let their consumers finish, or take them over and throw them away: --adopt",
  });
}

async function noConsumers(target: BrokerTarget, broker: ReturnType<typeof brokerAt>): Promise<void> {
  const question = `${broker.place} has no consumers`;
  try {
    await until(question, { deadlineMs: PARTING_MS }, async () => {
      const consumers = await answerOf(target, broker.place, () => broker.consumers());
      return consumers === 0 ? done(undefined) : notYet(`${consumers} that would take this run's frames`);
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw new Problem({
      subject: `${broker.place} of ${subjectOf(target)}`,
      expected: "no consumers but this run's",
      seen: thrown.lastAnswer,
      remedy: "stop them (the AI services, another load test), then run this again",
    });
  }
}

async function answerOf(target: BrokerTarget, place: string, ask: () => Promise<number>): Promise<number> {
  try {
    return await until(`${subjectOf(target)} answers`, { deadlineMs: ANSWER_MS }, async () => {
      try {
        return done(await ask());
      } catch (thrown) {
        throw unusable(target, place, messageOf(thrown));
      }
    });
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? unusable(target, place, thrown.message) : thrown;
  }
}
