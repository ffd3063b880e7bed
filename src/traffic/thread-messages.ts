import type { RecordableHistogram } from "node:perf_hooks";
import type { BrokerTarget } from "../brokers/broker.ts";
import type { Strangers } from "../judges/delivery.ts";
import type { FrameSource } from "./frame-source.ts";
import type { SharedHistory } from "./history.ts";
import type { Early } from "./latencies.ts";
import type { ConsumerReport } from "./load-consumer.ts";
import type { InFlightLimits, ProducerReport } from "./open-loop-producer.ts";
import type { Schedule } from "./schedule.ts";

/** What a thread is started with. */
interface ThreadData {
  target: BrokerTarget;
  history: SharedHistory;
  flags: SharedArrayBuffer;
}

export interface ProducerData extends ThreadData {
  role: "producer";
  /** Its place among the history's producers. */
  index: number;
  source: FrameSource;
  limits: InFlightLimits;
  patienceMs: number;
}

export interface ConsumerData extends ThreadData {
  role: "consumer";
  /** The name under which the broker knows it. */
  name: string;
}

/** To a thread, once every thread has connected. */
export interface Start {
  kind: "start";
  schedule: Schedule;
}

/** To a thread: what time is it on the clock that you stamp frames with? */
interface AskTime {
  kind: "time?";
}

export type ToThread = Start | AskTime;

/** From a thread: it has connected. */
interface Ready {
  kind: "ready";
}

interface Time {
  kind: "time";
  nowMs: number;
}

/** What a thread recorded in the last second: latencies from due to received, or the lag from due to sent. */
export interface Second {
  kind: "second";
  of: "received" | "lag";
  histogram: RecordableHistogram;
}

/** What a thread took since the start. */
export interface ThreadCost {
  /** Share of its time that it was at work, 0 to 1. */
  busy: number;
  /** Processor time, in ms. */
  processorMs: number;
}

export interface ProducerEnded extends ThreadCost {
  kind: "producer ended";
  report: ProducerReport;
  confirmed: RecordableHistogram;
  lag: RecordableHistogram;
}

export interface ConsumerEnded extends ThreadCost {
  kind: "consumer ended";
  report: ConsumerReport;
  received: RecordableHistogram;
  early: Early;
  corrupted: Strangers;
  unexpected: Strangers;
  leftover: Strangers;
  /** Frames of others that came out before the start. */
  adopted: number;
}

export type FromThread = Ready | Time | Second | ProducerEnded | ConsumerEnded;
