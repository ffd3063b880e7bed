import { FATE, type ProducerHistory } from "../judges/delivery.ts";

/** Confirmed frames that have not come out so far. */
export interface Missing {
  /** All of them: what `judgeDelivery` calls lost, once nothing more comes. */
  all: number;
  /** Those that a frame with a higher number of their producer has overtaken: its lost ones, but for the suffix. */
  overtaken: number;
}

/**
 * Counts the frames that are missing from a history while it is being written. A frame that came out is not looked at again:
 * a look costs the frames that came due since the last one and those that have not come out, however long the run is.
 */
export class MissingFrames {
  readonly #producers: readonly OpenFrames[];

  constructor({ producers }: { producers: readonly ProducerHistory[] }) {
    this.#producers = producers.map((history) => new OpenFrames(history));
  }

  look(): Missing {
    const missing = { all: 0, overtaken: 0 };
    for (const producer of this.#producers) producer.addTo(missing);
    return missing;
  }
}

/** The frames of one producer that have not come out. */
class OpenFrames {
  readonly #history: ProducerHistory;
  #open: number[] = [];
  /** How many numbers have been looked at. */
  #seen = 0;
  #highestReceived = -1;

  constructor(history: ProducerHistory) {
    this.#history = history;
  }

  addTo(missing: Missing): void {
    this.#lookAgain();
    for (const sequence of this.#open) {
      if (this.#history.fates[sequence] !== FATE.confirmed) continue;
      missing.all += 1;
      if (sequence < this.#highestReceived) missing.overtaken += 1;
    }
  }

  #lookAgain(): void {
    const { attempted } = this.#history;
    this.#open = this.#open.filter((sequence) => this.#isOpen(sequence));
    for (; this.#seen < attempted; this.#seen += 1) if (this.#isOpen(this.#seen)) this.#open.push(this.#seen);
  }

  #isOpen(sequence: number): boolean {
    if (this.#history.receptions[sequence] === 0) return true;
    this.#highestReceived = Math.max(this.#highestReceived, sequence);
    return false;
  }
}
