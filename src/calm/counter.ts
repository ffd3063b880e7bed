/**
 * Turns the readings of a counter into growth. One that falls to less has started anew, as that of a container that was
 * started again: its reading is what it has grown by. The host's own never start anew; the kernel lets some of them
 * waver, which is no growth.
 */
export class Counter {
  readonly #startsAnew: boolean;
  #last: number | undefined;

  constructor({ startsAnew }: { startsAnew: boolean }) {
    this.#startsAnew = startsAnew;
  }

  /** @returns what it grew by since the reading before; 0 for the first, and while it can't be read */
  growth(reading: number | undefined): number {
    if (reading === undefined) return 0;
    const before = this.#last ?? reading;
    this.#last = reading;
    if (reading >= before) return reading - before;
    return this.#startsAnew ? reading : 0;
  }
}
