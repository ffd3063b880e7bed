import { type DeliveryHistory, FIRST, type FrameId, type Strangers } from "../judges/delivery.ts";
import { claimedId, decodeFrame, type Frame } from "./frame.ts";
import { ProducerRecord, type SharedRecord } from "./producer-record.ts";
import { Ticks } from "./ticks.ts";

const STRANGE = ["corrupted", "unexpected", "leftover"] as const;

/** By how much at most a frame is told to have come later than it did, so that it stands behind the one before. */
const APART_MS = 0.05;

/** The producers of all histories of this process: a frame of an earlier one is left over, and not invented by the broker. */
const ALLOCATED = new Set<number>();

/** What another thread needs to take part in the same history. */
export interface SharedHistory {
  records: SharedRecord[];
  tickMs: number;
  /** Producers of earlier histories. */
  earlier: readonly number[];
}

/**
 * Records what was sent and what came out. Each thread has one of its own over the same memory; only the strangers it
 * met are its own. Judging it is someone else's: `judges/delivery.ts`.
 */
export class FrameHistory implements DeliveryHistory {
  readonly producers: ProducerRecord[];
  readonly corrupted: Strangers = { count: 0, first: [] };
  readonly unexpected: Strangers = { count: 0, first: [] };
  readonly leftover: Strangers = { count: 0, first: [] };
  readonly #byProducer: Map<number, ProducerRecord>;
  readonly #tickMs: number;
  readonly #earlier: ReadonlySet<number>;
  #ticks: Ticks | undefined;
  /** The place of the last reception, where no clock tells them. */
  #last = 0;

  /**
   * @param capacities for each producer number, for how many frames there is room
   * @param loadMs how long they are sent
   */
  static allocate(capacities: ReadonlyMap<number, number>, loadMs = 0): FrameHistory {
    const records = [...capacities].map(
      ([producer, frames]) => ProducerRecord.allocate(producer, frames).shared,
    );
    const tickMs = Ticks.lengthFor(loadMs);
    const earlier = [...ALLOCATED].filter((producer) => !capacities.has(producer));
    for (const producer of capacities.keys()) ALLOCATED.add(producer);
    return new FrameHistory({ records, tickMs, earlier });
  }

  constructor({ records, tickMs, earlier }: SharedHistory) {
    this.producers = records.map((shared) => new ProducerRecord(shared));
    this.#byProducer = new Map(this.producers.map((record) => [record.producer, record]));
    this.#tickMs = tickMs;
    this.#earlier = new Set(earlier);
  }

  get shared(): SharedHistory {
    return {
      records: this.producers.map(({ shared }) => shared),
      tickMs: this.#tickMs,
      earlier: [...this.#earlier],
    };
  }

  /** What all producers together have come to so far. */
  get counts(): Record<"attempted" | "sent" | "confirmed" | "refused" | "received" | "unanswered", number> {
    const sum = (of: (record: ProducerRecord) => number) =>
      this.producers.reduce((total, record) => total + of(record), 0);
    return {
      attempted: sum(({ attempted }) => attempted),
      sent: sum(({ sent }) => sent),
      confirmed: sum(({ confirmed }) => confirmed),
      refused: sum(({ refused }) => refused),
      received: sum(({ received }) => received),
      unanswered: sum(({ unanswered }) => unanswered),
    };
  }

  /**
   * From now on the places of receptions are the times at which they came.
   * @param startMs by the clock that frames are stamped with, the same for every thread
   */
  begin(startMs: number): Ticks {
    this.#ticks = new Ticks(startMs, this.#tickMs);
    return this.#ticks;
  }

  /**
   * Records a reception.
   * @param nowMs by the clock that frames are stamped with; without it its place is behind what this thread has received
   * @returns the frame when it is one of this history and came for the first time
   */
  received(bytes: Buffer, nowMs = Number.NaN): Frame | undefined {
    const frame = decodeFrame(bytes);
    if (!frame) {
      meet(this.corrupted, claimedId(bytes));
      return undefined;
    }
    const record = this.#byProducer.get(frame.producer);
    if (!record || frame.sequence >= record.attempted) {
      meet(this.#earlier.has(frame.producer) ? this.leftover : this.unexpected, frame);
      return undefined;
    }
    return record.receivedAt(frame.sequence, this.#placeOf(nowMs)) ? frame : undefined;
  }

  /** Takes over what another thread met. */
  meetAll(met: Record<(typeof STRANGE)[number], Strangers>): void {
    for (const name of STRANGE) add(this[name], met[name]);
  }

  /** What one thread receives in one tick keeps its order, as far as the time told stays near the true one. */
  #placeOf(nowMs: number): number {
    const next = this.#last + 1;
    if (!this.#ticks || Number.isNaN(nowMs)) this.#last = next;
    else
      this.#last = Math.max(
        this.#ticks.placeOf(nowMs),
        Math.min(next, this.#ticks.placeOf(nowMs + APART_MS)),
      );
    return this.#last;
  }

  /** Forgets the strangers met so far: they were there before this history began. @returns how many there were */
  forgetStrangers(): number {
    let forgotten = 0;
    for (const name of STRANGE) {
      const strangers = this[name];
      forgotten += strangers.count;
      strangers.count = 0;
      strangers.first.length = 0;
    }
    return forgotten;
  }
}

/** Counts a frame among strangers. @param times how often it came */
export function meet(strangers: Strangers, { producer, sequence }: FrameId, times = 1): void {
  add(strangers, { count: times, first: Array(Math.min(times, FIRST)).fill({ producer, sequence }) });
}

function add(strangers: Strangers, { count, first }: Strangers): void {
  strangers.count += count;
  strangers.first.push(...first.slice(0, FIRST - strangers.first.length));
}
