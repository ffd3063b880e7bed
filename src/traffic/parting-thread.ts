import { workerData } from "node:worker_threads";
import { brokerAt } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { FrameHistory, type SharedHistory } from "./history.ts";
import { LoadConsumer } from "./load-consumer.ts";

/** What the thread of a consumer that goes away is started with. */
export interface PartingData {
  target: BrokerTarget;
  history: SharedHistory;
  /** 1 once it stands still. */
  holds: Int32Array<SharedArrayBuffer>;
  /** Frames that it handles before. */
  handles: number;
}

const { target, history, holds, handles } = workerData as PartingData;

/** Stands still in the middle of a frame, until its thread is ended: nothing is sent any more, no acknowledgement either. */
class PartingHistory extends FrameHistory {
  #handled = 0;

  override received(bytes: Buffer, nowMs?: number) {
    if (this.#handled === handles) {
      Atomics.store(holds, 0, 1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0);
    }
    this.#handled += 1;
    return super.received(bytes, nowMs);
  }
}

const consumer = new LoadConsumer({
  broker: brokerAt(target, "parting"),
  history: new PartingHistory(history),
  clock: monotonicClock,
});
await consumer.open();
