import type { FrameBroker, FrameConsumer } from "../brokers/frame-broker.ts";
import type { Stall } from "../judges/interruption.ts";
import type { Clock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { DelaySlices } from "./delay-slices.ts";
import type { FrameHistory } from "./history.ts";
import { InTime } from "./in-time.ts";
import { Meter } from "./latencies.ts";
import { count, type Reasons } from "./reasons.ts";
import { isMeasured, type Schedule } from "./schedule.ts";
import { Stalls } from "./stalls.ts";

export interface ConsumerParts {
  broker: FrameBroker;
  history: FrameHistory;
  clock: Clock;
}

/** What a consumer is told while it runs. */
export interface Told {
  isStopped: () => boolean;
  isReceiving: () => boolean;
}

/** What one consumer saw, beside the history that it records into. */
export interface ConsumerReport {
  /** {@link DelaySlices} of the frames due in the measured window. */
  leastDelaysMs: readonly number[];
  /** {@link InTime} of the same frames. */
  inTime: readonly number[];
  /** Times over 100 ms in which it received no frame of the history. */
  stalls: readonly Stall[];
  /** Bytes of the frames received that were due in the measured window: of all, and of the smallest. */
  bytes: { frames: number; sum: number; least: number };
  connectionLosses: Reasons;
}

/** Receives frames until it is told to stop; a lost connection is opened again. */
export class LoadConsumer {
  readonly #slices = new DelaySlices();
  readonly #inTime = new InTime();
  readonly #stalls = new Stalls();
  readonly report: ConsumerReport = {
    leastDelaysMs: this.#slices.leastMs,
    inTime: this.#inTime.bySecond,
    stalls: this.#stalls.all,
    bytes: { frames: 0, sum: 0, least: Number.POSITIVE_INFINITY },
    connectionLosses: new Map(),
  };
  /** From due to received, of first receptions. */
  readonly received = new Meter();
  readonly #parts: ConsumerParts;
  #consumer: FrameConsumer | undefined;
  #window: Schedule | undefined;

  constructor(parts: ConsumerParts) {
    this.#parts = parts;
  }

  /** The time on the clock that it takes latencies by. */
  now(): number {
    return this.#parts.clock.now();
  }

  /** Connects and receives from now on. @throws whatever the broker's client throws when it cannot */
  async open(): Promise<void> {
    this.#consumer = await this.#parts.broker.openConsumer((bytes) => this.#receive(bytes));
  }

  /** Tells which frames are measured; those that came before are not. */
  measure(window: Schedule): void {
    this.#window = window;
    this.#parts.history.begin(window.startMs);
    this.#stalls.begin(window.startMs);
  }

  /** Keeps the connection open until `isStopped`, but has none while it is not to receive. */
  async run({ isStopped, isReceiving }: Told): Promise<void> {
    const question = `${this.#parts.broker.destination}: the consumer is told to stop`;
    await until(question, { deadlineMs: Number.POSITIVE_INFINITY, everyMs: 20 }, async () => {
      if (isStopped()) return done(undefined);
      if (!isReceiving()) {
        await this.#leave();
        return notYet("it is held back");
      }
      if (!this.#consumer || this.#consumer.failure) await this.#reopen();
      return notYet("it receives");
    });
    await this.#leave();
    if (this.#window) this.#stalls.until(Math.min(this.now(), this.#window.measuredToMs));
  }

  async #leave(): Promise<void> {
    const consumer = this.#consumer;
    this.#consumer = undefined;
    await consumer?.[Symbol.asyncDispose]();
  }

  async #reopen(): Promise<void> {
    const lost = this.#consumer;
    this.#consumer = undefined;
    if (lost) {
      count(this.report.connectionLosses, lost.failure ? messageOf(lost.failure) : "no reason given");
      await lost[Symbol.asyncDispose]();
    }
    await this.open();
  }

  #receive(bytes: Buffer): void {
    const now = this.now();
    const frame = this.#parts.history.received(bytes, now);
    if (!frame || !this.#window) return;
    const { intendedSendTimeMs } = frame;
    const delayMs = now - intendedSendTimeMs;
    const measured = isMeasured(this.#window, intendedSendTimeMs);
    this.received.record(delayMs, { isMeasured: measured });
    this.#stalls.until(now);
    if (!measured) return;
    this.#slices.record(delayMs, intendedSendTimeMs, this.#window);
    this.#inTime.record(delayMs, intendedSendTimeMs, this.#window);
    this.#weigh(bytes.length);
  }

  #weigh(length: number): void {
    const { bytes } = this.report;
    bytes.frames += 1;
    bytes.sum += length;
    bytes.least = Math.min(bytes.least, length);
  }
}
