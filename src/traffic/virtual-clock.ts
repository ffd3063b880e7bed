import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../kernel/clock.ts";

/** A clock for tests: time passes only when everyone sleeps, and then at once. */
export class VirtualClock implements Clock {
  #now = 0;
  #sleepers: { until: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleepUntil(timeMs: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ until: Math.max(timeMs, this.#now), wake }));
  }

  turn(): Promise<void> {
    return this.sleepUntil(this.#now);
  }

  /** Lets that much time pass at once, as work does that no one can interrupt. */
  pass(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass until the work is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    work.then(over, over);
    while (!isOver) {
      await turn();
      const next = this.#sleepers.toSorted((a, b) => a.until - b.until)[0];
      if (!next) continue;
      this.#sleepers = this.#sleepers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
    return work;
  }
}
