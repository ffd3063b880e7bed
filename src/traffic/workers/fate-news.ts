import { FATE } from "../../judges/delivery.ts";
import type { ProducerRecord } from "../producer-record.ts";

/** What has become of a producer's frames since the last time that was told. */
export interface FateNews {
  /** Its place among the load's producers. */
  producer: number;
  /** The frames that came due since, from this number on: two bits each, the first in the lowest, as base64. */
  from: number;
  frames: number;
  fates: string;
  /** Earlier ones of which more is known now: number and fate in turn. */
  answered: readonly number[];
}

/** Tells the fates of a record bit by bit, so that they are known should its process die: each once, and again when it changes. */
export class FateTeller {
  readonly #producer: number;
  readonly #record: ProducerRecord;
  #told = 0;
  /** Those that may still change, with the fate that was told. */
  #open = new Map<number, number>();

  constructor(producer: number, record: ProducerRecord) {
    this.#producer = producer;
    this.#record = record;
  }

  take(): FateNews {
    const { fates, attempted } = this.#record;
    const answered: number[] = [];
    for (const [sequence, told] of this.#open) {
      const fate = fates[sequence] ?? told;
      if (fate === told) continue;
      answered.push(sequence, fate);
      this.#keep(sequence, fate);
    }
    const from = this.#told;
    const packed = Buffer.alloc(Math.ceil((attempted - from) / 4));
    for (let sequence = from; sequence < attempted; sequence += 1) {
      // Read once: its answer may come meanwhile.
      const fate = fates[sequence] ?? FATE.unsent;
      const at = sequence - from;
      packed[at >> 2] = (packed[at >> 2] ?? 0) | (fate << (2 * (at & 3)));
      this.#keep(sequence, fate);
    }
    this.#told = attempted;
    return {
      ...{ producer: this.#producer, from, frames: attempted - from },
      ...{ fates: packed.toString("base64"), answered },
    };
  }

  /** One that is only just due is not sent yet. */
  #keep(sequence: number, fate: number): void {
    if (fate === FATE.unanswered || fate === FATE.unsent) this.#open.set(sequence, fate);
    else this.#open.delete(sequence);
  }
}

/** Takes in what a {@link FateTeller} has told. @returns of how many frames something is known */
export function takeIn(record: ProducerRecord, { from, frames, fates, answered }: FateNews): number {
  const packed = Buffer.from(fates, "base64");
  for (let at = 0; at < frames; at += 1)
    record.fates[from + at] = ((packed[at >> 2] ?? 0) >> (2 * (at & 3))) & 3;
  for (let index = 0; index < answered.length; index += 2)
    record.fates[answered[index] ?? 0] = answered[index + 1] ?? FATE.unanswered;
  return from + frames;
}
