import { expect, test } from "vitest";
import { FakeBroker } from "../brokers/fake/fake-broker.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { drain } from "./drain.ts";
import { encodeFrame } from "./frame.ts";
import { FrameHistory } from "./history.ts";
import { newProducer } from "./producer-record.ts";

/** A broker that keeps frames until someone consumes them. */
class KeepingBroker extends FakeBroker {
  readonly #kept: Buffer[] = [];

  constructor() {
    super(monotonicClock);
  }

  keep(producer: number): void {
    this.#kept.push(encodeFrame({ producer, sequence: 0, intendedSendTimeMs: 0, payload: Buffer.alloc(8) }));
  }

  override async openConsumer(onFrame: (frame: Buffer) => void) {
    for (const frame of this.#kept.splice(0)) onFrame(frame);
    return super.openConsumer(onFrame);
  }
}

function historyOfOne(): { history: FrameHistory; producer: number } {
  const producer = newProducer();
  const history = FrameHistory.allocate(new Map([[producer, 1]]));
  const [record] = history.producers;
  record?.sending(record.due());
  record?.answered(0, "confirmed");
  return { history, producer };
}

test("a broker that held another history's frames was not empty: nothing is said of this one's", async () => {
  const broker = new KeepingBroker();
  const earlier = historyOfOne();
  const { history, producer } = historyOfOne();
  broker.keep(earlier.producer);
  broker.keep(producer);

  await expect(drain(broker, history)).rejects.toThrow(
    /^fake: the broker was not empty at the start: 1 frames of an earlier load came out/,
  );
});

test("a frame that nobody sent is unexpected", async () => {
  const broker = new KeepingBroker();
  const { history, producer } = historyOfOne();
  broker.keep(newProducer());
  broker.keep(producer);

  await expect(drain(broker, history)).resolves.toMatchObject({ lost: 0, unexpected: 1, leftover: 0 });
});
