import type { Answer } from "../brokers/frame-broker.ts";
import { FATE, type ProducerHistory } from "../judges/delivery.ts";

export const BYTES_PER_FRAME = 6;
const COUNTERS = ["attempted", "sent", "confirmed", "refused", "received"] as const;
const COUNTER_BYTES = COUNTERS.length * Int32Array.BYTES_PER_ELEMENT;

/** What another thread needs to see the same record. */
export interface SharedRecord {
  producer: number;
  frames: number;
  memory: SharedArrayBuffer;
}

/**
 * What happened to each frame of one producer, in memory that producer and consumers share: six bytes a frame, 3.6 MB for
 * 1000 frames a second over ten minutes. Every field of a frame has one thread that writes it, save the receptions, which are
 * counted atomically.
 */
export class ProducerRecord implements ProducerHistory {
  readonly shared: SharedRecord;
  readonly producer: number;
  /** With the {@link Ticks} of the run also the time of the first reception. */
  readonly places: Uint32Array;
  readonly fates: Uint8Array;
  readonly receptions: Uint8Array;
  readonly #counters: Int32Array;

  static allocate(producer: number, frames: number): ProducerRecord {
    return new ProducerRecord({
      producer,
      frames,
      memory: new SharedArrayBuffer(COUNTER_BYTES + frames * BYTES_PER_FRAME),
    });
  }

  constructor(shared: SharedRecord) {
    const { producer, frames, memory } = shared;
    this.shared = shared;
    this.producer = producer;
    this.#counters = new Int32Array(memory, 0, COUNTERS.length);
    this.places = new Uint32Array(memory, COUNTER_BYTES, frames);
    this.fates = new Uint8Array(memory, COUNTER_BYTES + 4 * frames, frames);
    this.receptions = new Uint8Array(memory, COUNTER_BYTES + 5 * frames, frames);
  }

  /** How many frames there is room for. */
  get capacity(): number {
    return this.shared.frames;
  }

  /** Frames that were due: sequence numbers that were used. */
  get attempted(): number {
    return this.#count("attempted");
  }

  get sent(): number {
    return this.#count("sent");
  }

  get confirmed(): number {
    return this.#count("confirmed");
  }

  get refused(): number {
    return this.#count("refused");
  }

  /** Frames that were received intact at least once. */
  get received(): number {
    return this.#count("received");
  }

  /** Frames that were sent and have no answer yet; once the connection is lost, those that stay unknown. */
  get unanswered(): number {
    return this.sent - this.confirmed - this.refused;
  }

  /** Takes the next sequence number, for a frame that is due. */
  due(): number {
    return this.#add("attempted");
  }

  sending(sequence: number): void {
    this.fates[sequence] = FATE.unanswered;
    this.#add("sent");
  }

  answered(sequence: number, answer: Answer): void {
    this.fates[sequence] = FATE[answer];
    this.#add(answer);
  }

  /** @returns whether it is the frame's first reception, whose place counts */
  receivedAt(sequence: number, place: number): boolean {
    const before = Atomics.load(this.receptions, sequence);
    if (before === 255) return false;
    if (Atomics.add(this.receptions, sequence, 1) > 0) return false;
    this.places[sequence] = place;
    this.#add("received");
    return true;
  }

  /** Takes up that many sequence numbers, whether or not they were sent: those of a record that others have written. */
  takeUp(frames: number): void {
    Atomics.store(this.#counters, COUNTERS.indexOf("attempted"), frames);
  }

  /** Takes in how often a frame was received elsewhere. @param place of the first time */
  mergeReception(sequence: number, times: number, place: number): void {
    const before = this.receptions[sequence] ?? 0;
    this.receptions[sequence] = Math.min(255, before + times);
    const first = before > 0 ? Math.min(this.places[sequence] ?? place, place) : place;
    this.places[sequence] = first;
  }

  /** Counts again what became of the frames, where others have written it. Nobody may write meanwhile. */
  recount(): void {
    const counts = { sent: 0, confirmed: 0, refused: 0, received: 0 };
    const { attempted } = this;
    for (let sequence = 0; sequence < attempted; sequence += 1) {
      const fate = this.fates[sequence];
      if (fate !== FATE.unsent) counts.sent += 1;
      if (fate === FATE.confirmed) counts.confirmed += 1;
      if (fate === FATE.refused) counts.refused += 1;
      if (this.receptions[sequence] !== 0) counts.received += 1;
    }
    for (const [name, count] of Object.entries(counts) as [keyof typeof counts, number][])
      Atomics.store(this.#counters, COUNTERS.indexOf(name), count);
  }

  #count(name: (typeof COUNTERS)[number]): number {
    return Atomics.load(this.#counters, COUNTERS.indexOf(name));
  }

  #add(name: (typeof COUNTERS)[number]): number {
    return Atomics.add(this.#counters, COUNTERS.indexOf(name), 1);
  }
}

/** A number that no earlier producer is likely to have had, so that frames left over from one are told apart. */
export function newProducer(): number {
  return Math.floor(Math.random() * 0xffff_ffff);
}
