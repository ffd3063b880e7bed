import { subjectOf } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import { EMPTY_WITHIN_MS, emptied, framesIn } from "../brokers/emptying.ts";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { unusable } from "../brokers/unusable.ts";
import { messageOf, Problem } from "../kernel/problem.ts";

/**
 * Waits until the consumers of a run have taken out what was there before it.
 * @throws Problem when the destination does not become empty, or its broker goes away
 */
export async function adopted(target: BrokerTarget, broker: FrameBroker): Promise<void> {
  const end = await emptied(framesIn(broker), EMPTY_WITHIN_MS.handedOut).catch((thrown: unknown) => {
    throw unusable(target, broker.destination, messageOf(thrown));
  });
  if (end.isComplete) return;
  throw new Problem({
    subject: `${broker.destination} of ${subjectOf(target)}`,
    expected: `one that is empty ${EMPTY_WITHIN_MS.handedOut / 1e3} s after its frames were taken over (--adopt)`,
    seen: end.ended,
    remedy:
      "stop who sends to it; a stream of RabbitMQ keeps its frames whoever takes them: name a quorum queue",
  });
}
