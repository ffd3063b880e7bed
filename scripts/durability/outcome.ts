import type { FrameBroker } from "../../src/brokers/frame-broker.ts";
import type { Fault } from "../../src/faults/fault.ts";
import { judgeDelivery } from "../../src/judges/delivery.ts";
import { messageOf } from "../../src/kernel/problem.ts";
import { Undetermined } from "../../src/kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../../src/kernel/wait.ts";
import type { FrameHistory } from "../../src/traffic/history.ts";
import { Sending } from "../../src/traffic/sending.ts";

const FRAMES = 2_000;
const SENDING = { frameBytes: 1_024, inFlight: 64 };
const QUIET_MS = 3_000;
const TAKEN_WITHIN_MS = 60_000;

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
  let lastMs = performance.now();
  const consumer = await until(
    `${broker.destination} can be read`,
    { deadlineMs: TAKEN_WITHIN_MS, everyMs: 250 },
    async () =>
      done(
        await broker.openConsumer((frame) => {
          history.received(frame);
          lastMs = performance.now();
        }),
      ),
  ).catch((thrown: unknown) => {
    if (thrown instanceof DeadlinePassed) return thrown.lastAnswer;
    throw thrown;
  });
  if (typeof consumer === "string") return consumer;
  await using _reading = consumer;
  lastMs = performance.now();
  await until("nothing more comes", { deadlineMs: TAKEN_WITHIN_MS, everyMs: 50 }, () =>
    performance.now() - lastMs > QUIET_MS ? done(undefined) : notYet("frames come"),
  );
  return consumer.failure ? consumer.failure.message : "";
}
