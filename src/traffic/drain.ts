import type { FrameBroker } from "../brokers/frame-broker.ts";
import { type Delivery, judgeDelivery, notEmptyAtStart } from "../judges/delivery.ts";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import type { FrameHistory } from "./history.ts";

const DEADLINE_MS = 60_000;
const QUIET_MS = 2_000;

/**
 * Takes out everything that the broker holds and judges it against what was sent. Over when the broker's own depth is 0
 * and either everything confirmed has come out or nothing has for two seconds; what is missing then is lost.
 *
 * @throws Undetermined when the drain does not end: frames still arrive, or the broker holds some that it does not hand out;
 *   when frames of an earlier history come out, since the broker was not empty at the start then
 */
export async function drain(
  broker: FrameBroker,
  history: FrameHistory,
  withinMs = DEADLINE_MS,
): Promise<Delivery> {
  try {
    await receiveUntilQuiet(broker, history, withinMs);
    const depth = await broker.depth();
    if (depth > 0)
      throw new Undetermined(`${broker.destination} still holds ${depth} frames after the drain`);
  } catch (thrown) {
    if (thrown instanceof Undetermined) throw thrown;
    throw new Undetermined(messageOf(thrown), { cause: thrown });
  }
  const delivery = judgeDelivery(history);
  const notEmpty = notEmptyAtStart(delivery);
  if (notEmpty) throw new Undetermined(`${broker.destination}: ${notEmpty}`);
  return delivery;
}

async function receiveUntilQuiet(
  broker: FrameBroker,
  history: FrameHistory,
  withinMs: number,
): Promise<void> {
  let received = 0;
  let lastReceived = performance.now();
  const take = (frame: Buffer) => {
    history.received(frame);
    received += 1;
    lastReceived = performance.now();
  };
  // After a crash it may take a moment until the broker hands frames out.
  const opening = { deadlineMs: withinMs, everyMs: 500 };
  await using consumer = await until(`${broker.destination} takes a consumer`, opening, async () =>
    done(await broker.openConsumer(take)),
  );
  await until(`${broker.destination} is drained`, { deadlineMs: withinMs, everyMs: 50 }, async () => {
    if (consumer.failure)
      throw new Undetermined(`${broker.destination}: the consumer failed: ${consumer.failure.message}`);
    const quietMs = performance.now() - lastReceived;
    const everythingOut = judgeDelivery(history).lost === 0;
    if (!everythingOut && quietMs < QUIET_MS)
      return notYet(`${received} received, the last ${Math.round(quietMs)} ms ago`);
    const depth = await broker.depth();
    return depth === 0 ? done(undefined) : notYet(`${received} received, ${depth} still held`);
  });
}
