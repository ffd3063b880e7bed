import { workerData } from "node:worker_threads";
import { takerOf } from "../brokers/all.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { FrameHistory } from "./history.ts";
import { LoadConsumer } from "./load-consumer.ts";
import { threadCost } from "./thread-cost.ts";
import { ThreadFlags } from "./thread-flags.ts";
import type { ConsumerData } from "./thread-messages.ts";
import { started, tell, tellEverySecond } from "./thread-side.ts";

const { target, history: shared, name, flags } = workerData as ConsumerData;
const told = new ThreadFlags(flags);
const history = new FrameHistory(shared);

const consumer = new LoadConsumer({
  broker: takerOf(target).at(target, name),
  history,
  clock: monotonicClock,
});
await consumer.open();
const { schedule } = await started(() => consumer.now());
const adopted = history.forgetStrangers();
consumer.measure(schedule);
const cost = threadCost();
const ticking = tellEverySecond("received", consumer.received, schedule);
await consumer.run({
  isStopped: () => told.isTold("stopReceiving"),
  isReceiving: () => told.isTold("receive"),
});
ticking[Symbol.dispose]();
tell({
  kind: "consumer ended",
  report: consumer.report,
  received: consumer.received.total.histogram,
  early: consumer.received.total.early,
  corrupted: history.corrupted,
  unexpected: history.unexpected,
  leftover: history.leftover,
  adopted,
  ...cost(),
});
