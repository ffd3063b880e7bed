import { workerData } from "node:worker_threads";
import { takerOf } from "../brokers/all.ts";
import { payloadsOf } from "./frame-source.ts";
import { OpenLoopProducer } from "./open-loop-producer.ts";
import { Pacer } from "./pacer.ts";
import { ProducerRecord, type SharedRecord } from "./producer-record.ts";
import { threadCost } from "./thread-cost.ts";
import { ThreadFlags } from "./thread-flags.ts";
import type { ProducerData } from "./thread-messages.ts";
import { started, tell, tellEverySecond } from "./thread-side.ts";

const { target, history, index, source, limits, patienceMs, flags } = workerData as ProducerData;
const told = new ThreadFlags(flags);

const pacer = new Pacer();
const producer = new OpenLoopProducer({
  broker: takerOf(target).at(target),
  record: new ProducerRecord(history.records[index] as SharedRecord),
  payloadOf: payloadsOf(source),
  clock: pacer,
  limits,
  patienceMs,
  isStopped: () => told.isTold("stopSending"),
});
await producer.open();
const { schedule } = await started(() => producer.now());
const cost = threadCost(() => pacer.tookMs);
const ticking = tellEverySecond("lag", producer.lag, schedule);
await producer.run(schedule);
ticking[Symbol.dispose]();
await pacer[Symbol.asyncDispose]();
tell({
  kind: "producer ended",
  report: producer.report,
  confirmed: producer.confirmed.total.histogram,
  lag: producer.lag.total.histogram,
  ...cost(),
});
