import { takerOf } from "../brokers/all.ts";
import { unusable } from "../brokers/unusable.ts";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import type { FrameHistory } from "./history.ts";
import type { LoadOptions } from "./load-run.ts";
import { LoadThread } from "./load-thread.ts";
import type { Schedule } from "./schedule.ts";
import { ThreadFlags } from "./thread-flags.ts";
import type { ConsumerEnded, ProducerEnded, Second } from "./thread-messages.ts";

type Options = Pick<LoadOptions, "target" | "source" | "limits" | "patienceMs">;

/** The producers and consumers of a load, or of a worker's part of it. Disposing ends them. */
export class LoadThreads implements AsyncDisposable {
  readonly flags = new ThreadFlags();
  readonly #options: Options;
  readonly #history: FrameHistory;
  readonly #threads = new AsyncDisposableStack();
  #consuming: readonly LoadThread<ConsumerEnded>[] = [];
  #producing: readonly { index: number; thread: LoadThread<ProducerEnded> }[] = [];

  constructor(options: Options, history: FrameHistory) {
    this.#options = options;
    this.#history = history;
  }

  /** Connects consumers of these names, which receive from now on. @throws Problem when one cannot take part; Undetermined as it is */
  async receive(names: readonly string[]): Promise<void> {
    const threads = names.map((name) =>
      this.#threads.use(LoadThread.consumer({ ...this.#shared, role: "consumer", name })),
    );
    await this.#takingPart(threads);
    this.#consuming = threads;
  }

  /** Connects producers, by their places in the history. @throws Problem when one cannot take part; Undetermined as it is */
  async send(indices: readonly number[]): Promise<void> {
    const { source, limits, patienceMs } = this.#options;
    const producing = indices.map((index) => {
      const data = { ...this.#shared, role: "producer", index, source, limits, patienceMs } as const;
      return { index, thread: this.#threads.use(LoadThread.producer(data)) };
    });
    await this.#takingPart(producing.map(({ thread }) => thread));
    this.#producing = producing;
  }

  get clocks() {
    return {
      producers: this.#producing.map(({ thread }) => thread.clock),
      consumers: this.#consuming.map(({ clock }) => clock),
    };
  }

  /** @param schedules of all producers of the history */
  start(schedules: readonly Schedule[], onSecond: (second: Second) => void): void {
    for (const thread of this.#consuming) thread.start(schedules[0] as Schedule, onSecond);
    for (const { index, thread } of this.#producing) thread.start(schedules[index] as Schedule, onSecond);
  }

  /** What the producers saw, once all have ended. */
  produced(): Promise<ProducerEnded[]> {
    return Promise.all(this.#producing.map(({ thread }) => thread.ended));
  }

  /** Has the consumers leave. @returns what they saw */
  consumed(): Promise<ConsumerEnded[]> {
    this.flags.tell("stopReceiving");
    return Promise.all(this.#consuming.map(({ ended }) => ended));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#threads.disposeAsync();
  }

  get #shared() {
    const { target } = this.#options;
    return { target, history: this.#history.shared, flags: this.flags.memory };
  }

  async #takingPart(threads: readonly { ready: Promise<void> }[]): Promise<void> {
    const { target } = this.#options;
    try {
      await Promise.all(threads.map(({ ready }) => ready));
    } catch (thrown) {
      if (thrown instanceof Undetermined) throw thrown;
      throw unusable(target, takerOf(target).at(target).destination, messageOf(thrown));
    }
  }
}

/** The names under which a broker knows the consumers of a load. */
export function consumerNames(consumers: number): string[] {
  return Array.from({ length: consumers }, (_, index) => `load-${index + 1}`);
}
