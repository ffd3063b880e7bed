import type { Clock } from "../kernel/clock.ts";

/**
 * Time in which a producer may not send because of the broker: no connection, or too much without an answer. Frames that
 * leave late on that account are the broker's, also those that the producer then catches up with; for that it has as long
 * as it was held, and until a frame leaves in time.
 */
export class Hold {
  readonly #clock: Clock;
  #end = Promise.withResolvers<void>();
  #since: number | undefined;
  #excusedUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for the end of the hold, at most that long. */
  async wait(atMostMs: number): Promise<void> {
    const now = this.#clock.now();
    this.#since ??= now;
    await Promise.race([this.#end.promise, this.#clock.sleepUntil(now + atMostMs)]);
  }

  /** There may be room again. */
  end(): void {
    if (this.#since === undefined) return;
    this.#end.resolve();
    this.#end = Promise.withResolvers();
  }

  /** Whether the lateness of a frame that leaves now is the broker's. */
  excuses(now: number, { isLate }: { isLate: boolean }): boolean {
    if (this.#since !== undefined) {
      this.#excusedUntil = Math.max(this.#excusedUntil, now + (now - this.#since));
      this.#since = undefined;
    }
    if (!isLate) this.#excusedUntil = Number.NEGATIVE_INFINITY;
    return now <= this.#excusedUntil;
  }
}
