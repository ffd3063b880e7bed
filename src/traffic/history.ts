import { type DeliveryHistory, FIRST, type FrameId, type Strangers } from "../judges/delivery.ts";
import { claimedId, decodeFrame, type Frame } from "./frame.ts";
import { ProducerRecord, type SharedRecord } from "./producer-record.ts";

const STRANGE = ["corrupted", "unexpected", "leftover"] as const;

/** The producers of all histories of this process: a frame of an earlier one is left over, and not invented by the broker. */
const ALLOCATED = new Set<number>();

/** What another thread needs to take part in the same history. */
export interface SharedHistory {
  records: SharedRecord[];
  places: SharedArrayBuffer;
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
  readonly #places: Int32Array;
  readonly #earlier: ReadonlySet<number>;

  /** @param capacities for each producer number, for how many frames there is room */
  static allocate(capacities: ReadonlyMap<number, number>): FrameHistory {
    const records = [...capacities].map(
      ([producer, frames]) => ProducerRecord.allocate(producer, frames).shared,
    );
    const places = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const earlier = [...ALLOCATED].filter((producer) => !capacities.has(producer));
    for (const producer of capacities.keys()) ALLOCATED.add(producer);
    return new FrameHistory({ records, places, earlier });
  }

  constructor({ records, places, earlier }: SharedHistory) {
    this.producers = records.map((shared) => new ProducerRecord(shared));
    this.#byProducer = new Map(this.producers.map((record) => [record.producer, record]));
    this.#places = new Int32Array(places);
    this.#earlier = new Set(earlier);
  }

  get shared(): SharedHistory {
    return {
      records: this.producers.map(({ shared }) => shared),
      places: this.#places.buffer as SharedArrayBuffer,
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
   * Records a reception.
   * @param nowMs by the clock that frames are stamped with; without it no latency is recorded
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
    const place = Atomics.add(this.#places, 0, 1) + 1;
    const latencyMs = nowMs - frame.intendedSendTimeMs;
    return record.receivedAt(frame.sequence, place, latencyMs) ? frame : undefined;
  }

  /** Takes over what another thread met. */
  meetAll(met: Record<(typeof STRANGE)[number], Strangers>): void {
    for (const name of STRANGE) add(this[name], met[name]);
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

function meet(strangers: Strangers, { producer, sequence }: FrameId): void {
  add(strangers, { count: 1, first: [{ producer, sequence }] });
}

function add(strangers: Strangers, { count, first }: Strangers): void {
  strangers.count += count;
  strangers.first.push(...first.slice(0, FIRST - strangers.first.length));
}
