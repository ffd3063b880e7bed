import { type DeliveryHistory, FATE, type ProducerHistory } from "../judges/delivery.ts";
import { decodeFrame } from "./frame.ts";

/** Records what was sent and what came out, two bytes a frame. Judging it is someone else's: `judges/delivery.ts`. */
export class FrameHistory implements DeliveryHistory {
  readonly producers: ProducerHistory[];
  corrupted = 0;
  unexpected = 0;
  reordered = 0;
  confirmed = 0;
  refused = 0;
  readonly #producer: ProducerHistory;
  #highestReceived = -1;

  /** @param producer the number that the frames of this history carry; any other is *unexpected* */
  constructor(producer: number) {
    this.#producer = {
      producer,
      attempted: 0,
      fates: new Uint8Array(8192),
      receptions: new Uint8Array(8192),
    };
    this.producers = [this.#producer];
  }

  /** The number that the frames of this history carry. */
  get producer(): number {
    return this.#producer.producer;
  }

  /** How many sequence numbers were used. */
  get attempted(): number {
    return this.#producer.attempted;
  }

  /** Frames that were sent and have no answer yet; once the connection is lost, those that stay unknown. */
  get unanswered(): number {
    return this.#producer.attempted - this.confirmed - this.refused;
  }

  /** Takes the next sequence number for a frame that is about to be sent. */
  sending(): number {
    const sequence = this.#producer.attempted;
    if (sequence === this.#producer.fates.length) this.#grow();
    this.#producer.fates[sequence] = FATE.unanswered;
    this.#producer.attempted += 1;
    return sequence;
  }

  answered(sequence: number, answer: "confirmed" | "refused"): void {
    this.#producer.fates[sequence] = FATE[answer];
    this[answer] += 1;
  }

  received(bytes: Buffer): void {
    const frame = decodeFrame(bytes);
    if (!frame) {
      this.corrupted += 1;
    } else if (frame.producer !== this.#producer.producer || frame.sequence >= this.#producer.attempted) {
      this.unexpected += 1;
    } else {
      this.#count(frame.sequence);
    }
  }

  #count(sequence: number): void {
    const { receptions } = this.#producer;
    receptions[sequence] = Math.min(255, (receptions[sequence] ?? 0) + 1);
    if (sequence < this.#highestReceived) this.reordered += 1;
    this.#highestReceived = Math.max(this.#highestReceived, sequence);
  }

  #grow(): void {
    const { fates, receptions } = this.#producer;
    this.#producer.fates = new Uint8Array(fates.length * 2);
    this.#producer.fates.set(fates);
    this.#producer.receptions = new Uint8Array(receptions.length * 2);
    this.#producer.receptions.set(receptions);
  }
}
