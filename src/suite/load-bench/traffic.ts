import type { FrameBroker } from "../../brokers/frame-broker.ts";
import { drain } from "../../traffic/drain.ts";
import type { FrameHistory } from "../../traffic/history.ts";
import { Sending } from "../../traffic/sending.ts";

const DEFAULTS = { frameBytes: 1024, inFlight: 64 };

/** Frames into a broker and out of it again. */
export const traffic = {
  /** A producer that goes on until a fault cuts it off, or it is disposed of. */
  start: (broker: FrameBroker): Promise<Sending> => Sending.start(broker, DEFAULTS),

  /** Sends that many frames and waits for the broker's answer to each. */
  async publish(broker: FrameBroker, { frames }: { frames: number }): Promise<FrameHistory> {
    await using sending = await Sending.start(broker, { ...DEFAULTS, frames });
    return await sending.ended();
  },

  /** Takes everything out again and judges it against what was sent. */
  drain,
};

/** The same for whoever asks for no history. */
export async function publish(broker: FrameBroker, frames: number): Promise<void> {
  await traffic.publish(broker, { frames });
}
