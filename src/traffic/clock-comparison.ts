import type { ClockBounds } from "../judges/clocks.ts";
import { monotonicClock } from "../kernel/clock.ts";

/** Readings that are exchanged at most, until the bounds are close. */
const MOST_EXCHANGES = 200;
/** Closer than that is close enough, both ways together: latencies are told to a tenth of a millisecond. */
const CLOSE_MS = 0.1;

/**
 * How far a thread's clock may be from this one's. The law: a reading of the thread lies between two of ours, the one before it
 * was asked for and the one after it came; every exchange narrows the bounds, and a clock that stands by ours contradicts none.
 */
export class ClockComparison {
  readonly #ask: () => void;
  readonly #now: () => number;
  /** What was asked for and has not come; answers come in the order of the questions. */
  #asked: { atMs: number; told: PromiseWithResolvers<void> }[] = [];
  #bounds: ClockBounds = { leastMs: Number.NEGATIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY };

  /** @param ask asks the thread for a reading, which is handed to `told` */
  constructor(ask: () => void, now: () => number = monotonicClock.now) {
    this.#ask = ask;
    this.#now = now;
  }

  get bounds(): ClockBounds {
    return { ...this.#bounds };
  }

  /** Exchanges one reading. @throws what `fail` was given, when none comes any more */
  exchange(): Promise<void> {
    const told = Promise.withResolvers<void>();
    this.#asked.push({ atMs: this.#now(), told });
    this.#ask();
    return told.promise;
  }

  /** Exchanges readings until the bounds are close, or more of them would not bring them closer. */
  async narrow(): Promise<void> {
    for (let count = 0; count < MOST_EXCHANGES; count += 1) {
      await this.exchange();
      const { leastMs, mostMs } = this.#bounds;
      if (mostMs - leastMs < CLOSE_MS) return;
    }
  }

  /** The thread's reading of its clock. */
  told(nowMs: number): void {
    const receivedMs = this.#now();
    const asked = this.#asked.shift();
    if (!asked) return;
    const { leastMs, mostMs } = this.#bounds;
    this.#bounds = {
      leastMs: Math.max(leastMs, nowMs - receivedMs),
      mostMs: Math.min(mostMs, nowMs - asked.atMs),
    };
    asked.told.resolve();
  }

  /** The thread is gone. */
  fail(reason: Error): void {
    for (const { told } of this.#asked.splice(0)) told.reject(reason);
  }
}
