import { QUIET_MS } from "../../src/brokers/emptying.ts";
import type { FrameBroker } from "../../src/brokers/frame-broker.ts";
import type { Fault } from "../../src/faults/fault.ts";
import { judgeDelivery } from "../../src/judges/delivery.ts";
import { messageOf } from "../../src/kernel/problem.ts";
import { Undetermined } from "../../src/kernel/undetermined.ts";
import { drained } from "../../src/traffic/drain.ts";
import type { FrameHistory } from "../../src/traffic/history.ts";
import { Sending } from "../../src/traffic/sending.ts";

const FRAMES = 2_000;
const SENDING = { frameBytes: 1_024, inFlight: 64 };

/** What became of frames that were confirmed under a setting, when the fault came right after the last confirmation. */
export interface Outcome {
  confirmed: number;
  kept: number;
  /** What else was seen: the queue was gone, the node did not start. */
  remark: string;
}

/** Sends frames, makes the fault as soon as they are confirmed, heals it, and counts what still comes out. */
export async function outcomeOf(broker: FrameBroker, fault: Fault): Promise<Outcome> {
  await using landing = fault;
  const { history, refusal } = await confirmedFrames(broker);
  let remark = refusal;
  try {
    await landing.inject();
    await landing.heal();
    remark = [refusal, await taken(broker, history)].filter((part) => part !== "").join("; ");
  } catch (thrown) {
    remark = messageOf(thrown);
  }
  const { confirmed, lost } = judgeDelivery(history);
  return { confirmed, kept: confirmed - lost, remark };
}

/** As many as the broker confirms; where it stops, why. */
async function confirmedFrames(broker: FrameBroker): Promise<{ history: FrameHistory; refusal: string }> {
  await using sending = await Sending.start(broker, { ...SENDING, frames: FRAMES });
  const { history } = sending;
  try {
    await sending.ended();
    return { history, refusal: "" };
  } catch (thrown) {
    if (!(thrown instanceof Undetermined)) throw thrown;
    return { history, refusal: thrown.message };
  }
}

/** Takes out what there is until nothing comes any more. @returns why nothing could be taken, if so */
async function taken(broker: FrameBroker, history: FrameHistory): Promise<string> {
  try {
    // Not asked how it ended: a stream of RabbitMQ holds its frames whoever takes them.
    await drained(broker, history, { quietMs: QUIET_MS.loaded });
    return "";
  } catch (thrown) {
    if (!(thrown instanceof Undetermined)) throw thrown;
    return thrown.message;
  }
}
