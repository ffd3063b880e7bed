import type { BrokerTarget } from "../../brokers/broker.ts";
import type { ProblemParts } from "../../kernel/problem.ts";
import type { FrameSource } from "../frame-source.ts";
import type { InFlightLimits } from "../open-loop-producer.ts";
import type { Load } from "../schedule.ts";
import type { TimelineLine } from "../timeline.ts";
import type { FateNews } from "./fate-news.ts";

/** A worker's part of a load, as plain data. Its target holds a credential: never print it whole. */
export interface WorkerPart {
  /** Its number among the load's workers, from 1. */
  worker: number;
  target: BrokerTarget;
  source: FrameSource;
  limits: InFlightLimits;
  patienceMs: number;
  load: Load;
  /** Of all producers of the load, the number in their frames, and how many frames each has. */
  producers: readonly { producer: number; frames: number }[];
  /** Producers of earlier loads of the coordinator. */
  earlier: readonly number[];
  /** Which producers are this worker's, by their places among all. */
  sends: readonly number[];
  /** The names of its consumers. */
  receives: readonly string[];
  /** Where it writes its result. */
  resultFile: string;
}

/** From the coordinator to a worker, in this order; `time?` and `stop sending` at any time. */
export type ToWorker =
  /** Once it has said its version. */
  | { kind: "part"; part: WorkerPart }
  /** All consumers of all workers have connected, and the destination is empty: connect producers. */
  | { kind: "connect" }
  /** When the first frame is due, on the worker's clock. */
  | { kind: "start"; startMs: number }
  | { kind: "time?" }
  /** Over a connection that a lost host does not close: the coordinator is there. */
  | { kind: "there" }
  | { kind: "stop sending" }
  /** Everything has come out: hand the result over. */
  | { kind: "leave" };

/** What a worker tells each second, and while the destination is drained: what is known of it should it die. */
export interface Checkpoint {
  kind: "checkpoint";
  /** Of a second that has ended. */
  line?: TimelineLine;
  /** Of its own producers, and what its consumers received. */
  counts: Record<"sent" | "confirmed" | "refused" | "received" | "unanswered", number>;
  fates: readonly FateNews[];
}

/** From a worker to the coordinator. */
export type FromWorker =
  | { kind: "hello"; version: string; host?: string }
  /** Its consumers have connected. */
  | { kind: "receiving" }
  /** Its producers have, too. */
  | { kind: "ready" }
  | { kind: "time"; nowMs: number }
  | Checkpoint
  /** Its producers have ended. */
  | { kind: "produced" }
  /** Over a connection that a lost host does not close: it is there. */
  | { kind: "there" }
  /** The next bytes of its result as base64, where the coordinator does not see its files. */
  | { kind: "piece"; bytes: string }
  /** Its result is written, and handed over. */
  | { kind: "written" }
  /** It can't take part. */
  | { kind: "failed"; problem: ProblemParts };
