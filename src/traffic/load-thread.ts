import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { messageOf } from "../kernel/problem.ts";
import { ClockComparison } from "./clock-comparison.ts";
import type { Schedule } from "./schedule.ts";
import type {
  ConsumerData,
  ConsumerEnded,
  FromThread,
  ProducerData,
  ProducerEnded,
  Second,
  ToThread,
} from "./thread-messages.ts";

// Frames lie outside a thread's small heap and make it collect garbage more than once a second, for 2 to 5 ms each: frames
// were late by the harness, not by the broker. A heap that may start larger collects a tenth as often. Takes no memory by itself.
setFlagsFromString("--initial-heap-size=512");

const FILES = { producer: "producer-thread.ts", consumer: "consumer-thread.ts" };

/** A producer or consumer in a thread of its own, so that neither delays the other's clock. */
export class LoadThread<Ended extends ProducerEnded | ConsumerEnded> implements AsyncDisposable {
  /** Resolves when it has connected; rejects when it could not. */
  readonly ready: Promise<void>;
  /** Resolves with what it saw, once it has ended. */
  readonly ended: Promise<Ended>;
  /** How far its clock may be from this thread's. */
  readonly clock = new ClockComparison(() => this.#tell({ kind: "time?" }));
  readonly #worker: Worker;
  #onSecond: (second: Second) => void = () => undefined;

  static producer(data: ProducerData): LoadThread<ProducerEnded> {
    return new LoadThread(data);
  }

  static consumer(data: ConsumerData): LoadThread<ConsumerEnded> {
    return new LoadThread(data);
  }

  private constructor(data: ProducerData | ConsumerData) {
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<Ended>();
    this.ready = ready.promise;
    this.ended = ended.promise;
    // Each is awaited at its time; until then a failure must not count as one that nobody handles.
    this.ready.catch(() => undefined);
    this.ended.catch(() => undefined);
    const fail = (error: Error) => {
      ready.reject(error);
      ended.reject(error);
      this.clock.fail(error);
    };
    this.#worker = new Worker(fileURLToPath(new URL(FILES[data.role], import.meta.url)), {
      workerData: data,
      execArgv: [],
    });
    this.#worker.on("error", (thrown) => fail(new Error(messageOf(thrown), { cause: thrown })));
    this.#worker.on("exit", () => fail(new Error(`the ${data.role} thread ended before its time`)));
    this.#worker.on("message", (message: FromThread) => {
      if (message.kind === "ready") ready.resolve();
      else if (message.kind === "time") this.clock.told(message.nowMs);
      else if (message.kind === "second") this.#onSecond(message);
      else ended.resolve(message as Ended);
    });
  }

  start(schedule: Schedule, onSecond: (second: Second) => void = () => undefined): void {
    this.#onSecond = onSecond;
    this.#tell({ kind: "start", schedule });
  }

  #tell(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
