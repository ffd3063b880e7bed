import { agreementOf, type RunClocks } from "../judges/clocks.ts";
import { monotonicClock } from "../kernel/clock.ts";
import type { ClockComparison } from "./clock-comparison.ts";

/** What a load tells of its clocks. */
export interface ClockReport extends RunClocks {
  source: "CLOCK_MONOTONIC";
  /** No clock of a producer was further from one of a consumer, in ms. */
  withinMs: number;
  differMs: number;
}

interface Threads {
  producers: readonly ClockComparison[];
  consumers: readonly ClockComparison[];
}

/** The clocks of a run's threads, compared before the first frame, each second, and after the last. */
export class ComparedClocks {
  readonly #threads: Threads;
  readonly #beganMs = { run: monotonicClock.now(), host: performance.now() };

  static async of(threads: Threads): Promise<ComparedClocks> {
    const clocks = new ComparedClocks(threads);
    await clocks.narrow();
    return clocks;
  }

  private constructor(threads: Threads) {
    this.#threads = threads;
  }

  /** One after the other: an exchange is quick while no other is under way. */
  async narrow(): Promise<void> {
    for (const thread of this.#all) await thread.narrow();
  }

  /** A thread that is gone tells so itself. */
  exchange(): void {
    for (const thread of this.#all) thread.exchange().catch(() => undefined);
  }

  get report(): ClockReport {
    const bounds = (of: readonly ClockComparison[]) => of.map((thread) => thread.bounds);
    const clocks = {
      producers: bounds(this.#threads.producers),
      consumers: bounds(this.#threads.consumers),
      ranMs: monotonicClock.now() - this.#beganMs.run,
      hostRanMs: performance.now() - this.#beganMs.host,
    };
    const { withinMs, differMs } = agreementOf(clocks);
    return { source: "CLOCK_MONOTONIC", withinMs, differMs, ...clocks };
  }

  get #all(): ClockComparison[] {
    return [...this.#threads.producers, ...this.#threads.consumers];
  }
}
