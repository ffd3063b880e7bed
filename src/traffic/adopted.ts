import { subjectOf } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { unusable } from "../brokers/unusable.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { DeadlinePassed, done, notYet, until } from "../kernel/wait.ts";

const ADOPTING_MS = 60_000;

/**
 * Waits until the consumers of a run have taken out what was there before it.
 * @throws Problem when the destination does not become empty, or its broker goes away
 */
export async function adopted(target: BrokerTarget, broker: FrameBroker): Promise<void> {
  const question = `${broker.destination} holds no frames of others`;
  try {
    await until(question, { deadlineMs: ADOPTING_MS }, async () => {
      const depth = await broker.depth();
      return depth === 0 ? done(undefined) : notYet(`it holds ${depth}`);
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw unusable(target, broker.destination, messageOf(thrown));
    throw new Problem({
      subject: `${broker.destination} of ${subjectOf(target)}`,
      expected: `one that is empty ${ADOPTING_MS / 1e3} s after its frames were taken over (--adopt)`,
      seen: thrown.lastAnswer,
      remedy:
        "stop who sends to it; a stream of RabbitMQ keeps its frames whoever takes them: name a quorum queue",
    });
  }
}
