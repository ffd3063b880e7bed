import {
  type AtWork,
  type DrainEnd,
  type DrainProgress,
  drainedBy,
  EMPTY_WITHIN_MS,
  type Patience,
  QUIET_MS,
  takenOut,
} from "../brokers/emptying.ts";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { type Delivery, judgeDelivery, notEmptyAtStart } from "../judges/delivery.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import type { FrameHistory } from "./history.ts";
import { MissingFrames } from "./missing-frames.ts";

/** Waits until consumers that record into the history have taken everything out, and has them leave. */
export function drainedInto(
  history: FrameHistory,
  broker: FrameBroker,
  consumers: AtWork,
  patience: Patience,
): Promise<DrainEnd> {
  return drainedBy(consumers, broker, progressOf(history), patience);
}

/** Takes everything out with a consumer of its own. @throws Undetermined when the broker takes none, or it fails */
export function drained(broker: FrameBroker, history: FrameHistory, patience: Patience): Promise<DrainEnd> {
  const take = (frame: Buffer) => void history.received(frame);
  return takenOut(broker, take, progressOf(history), patience);
}

/**
 * Takes out everything that the broker holds and judges it against what was sent. What is missing then is lost.
 *
 * @throws Undetermined when the drain does not end: the broker holds frames that it does not hand out; when frames of an
 *   earlier history come out, since the broker was not empty at the start then
 */
export async function drain(
  broker: FrameBroker,
  history: FrameHistory,
  stuckMs = EMPTY_WITHIN_MS.handedOut,
): Promise<Delivery> {
  const { isComplete, ended } = await drained(broker, history, { quietMs: QUIET_MS.empty, stuckMs });
  if (!isComplete) throw new Undetermined(`${broker.destination}: ${ended}`);
  const delivery = judgeDelivery(history);
  const notEmpty = notEmptyAtStart(delivery);
  if (notEmpty) throw new Undetermined(`${broker.destination}: ${notEmpty}`);
  return delivery;
}

function progressOf(history: FrameHistory): () => DrainProgress {
  const missing = new MissingFrames(history);
  return () => ({ received: history.counts.received, missing: missing.look().all });
}
