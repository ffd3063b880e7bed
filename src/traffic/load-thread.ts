import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { monotonicClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import type { Schedule } from "./schedule.ts";
import type {
  ConsumerData,
  ConsumerEnded,
  FromThread,
  ProducerData,
  ProducerEnded,
  Ready,
  Second,
} from "./thread-messages.ts";

// Frames lie outside a thread's small heap and make it collect garbage more than once a second, for 2 to 5 ms each: frames
// were late by the harness, not by the broker. A heap that may start larger collects a tenth as often. Takes no memory by itself.
setFlagsFromString("--initial-heap-size=512");

const FILES = { producer: "producer-thread.ts", consumer: "consumer-thread.ts" };

/** A producer or consumer in a thread of its own, so that neither delays the other's clock. */
export class LoadThread<Ended extends ProducerEnded | ConsumerEnded> implements AsyncDisposable {
  /** Resolves when it has connected; rejects when it could not. */
  readonly ready: Promise<Ready>;
  /** Resolves with what it saw, once it has ended. */
  readonly ended: Promise<Ended>;
  readonly #worker: Worker;
  readonly #startedMs = monotonicClock.now();
  #onSecond: (second: Second) => void = () => undefined;

  static producer(data: ProducerData): LoadThread<ProducerEnded> {
    return new LoadThread(data);
  }

  static consumer(data: ConsumerData): LoadThread<ConsumerEnded> {
    return new LoadThread(data);
  }

  private constructor(data: ProducerData | ConsumerData) {
    const ready = Promise.withResolvers<Ready>();
    const ended = Promise.withResolvers<Ended>();
    this.ready = ready.promise;
    this.ended = ended.promise;
    // Each is awaited at its time; until then a failure must not count as one that nobody handles.
    this.ready.catch(() => undefined);
    this.ended.catch(() => undefined);
    const fail = (error: Error) => {
      ready.reject(error);
      ended.reject(error);
    };
    this.#worker = new Worker(fileURLToPath(new URL(FILES[data.role], import.meta.url)), {
      workerData: data,
      execArgv: [],
    });
    this.#worker.on("error", (thrown) => fail(new Error(messageOf(thrown), { cause: thrown })));
    this.#worker.on("exit", () => fail(new Error(`the ${data.role} thread ended before its time`)));
    this.#worker.on("message", (message: FromThread) => {
      if (message.kind === "ready") ready.resolve(message);
      else if (message.kind === "second") this.#onSecond(message);
      else ended.resolve(message as Ended);
    });
  }

  /**
   * How far the thread's clock may be from this one's: its reading lies between two of ours.
   * @throws Undetermined when it does not, since latencies across the threads would mean nothing
   */
  async clockOffsetBelowMs(): Promise<number> {
    const { nowMs } = await this.ready;
    const receivedMs = monotonicClock.now();
    if (nowMs < this.#startedMs || nowMs > receivedMs) {
      throw new Undetermined(`the clocks of two threads differ: ${nowMs} is not within ${receivedMs}`);
    }
    return receivedMs - nowMs;
  }

  start(schedule: Schedule, onSecond: (second: Second) => void = () => undefined): void {
    this.#onSecond = onSecond;
    this.#worker.postMessage({ schedule });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
