const WORDS = { asked: 0, rung: 1 } as const;
const WORDS_BYTES = 2 * Int32Array.BYTES_PER_ELEMENT;
const TIMES = { until: 0, took: 1 } as const;

/** What a pacer's thread and the thread that it wakes share. */
export class PacerMemory {
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #times: Float64Array;

  constructor(shared = new SharedArrayBuffer(WORDS_BYTES + 2 * Float64Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#words = new Int32Array(shared, 0, 2);
    this.#times = new Float64Array(shared, WORDS_BYTES, 2);
  }

  /** Asks to be woken at that time, and at no earlier one any more. */
  ask(timeMs: number): void {
    this.#times[TIMES.until] = timeMs;
    Atomics.add(this.#words, WORDS.asked, 1);
    Atomics.notify(this.#words, WORDS.asked);
  }

  /** What was asked last; a number that changes with every question. */
  get asked(): { count: number; timeMs: number } {
    const count = Atomics.load(this.#words, WORDS.asked);
    return { count, timeMs: this.#times[TIMES.until] as number };
  }

  /** Blocks this thread, at most that long, while nothing else is asked. */
  waitForAnother(count: number, atMostMs: number): void {
    Atomics.wait(this.#words, WORDS.asked, count, atMostMs);
  }

  /** Wakes who sleeps. @param tookMs processor time that the pacer's thread has taken so far */
  ring(tookMs: number): void {
    this.#times[TIMES.took] = tookMs;
    Atomics.add(this.#words, WORDS.rung, 1);
    Atomics.notify(this.#words, WORDS.rung);
  }

  /** Processor time of the pacer's thread up to the last ring, in ms. */
  get tookMs(): number {
    return this.#times[TIMES.took] as number;
  }

  /** Resolves at the next ring, and blocks nobody. Whoever asks afterwards misses none. */
  rung(): Promise<unknown> {
    const wait = Atomics.waitAsync(this.#words, WORDS.rung, Atomics.load(this.#words, WORDS.rung));
    return wait.async ? wait.value : Promise.resolve();
  }
}
