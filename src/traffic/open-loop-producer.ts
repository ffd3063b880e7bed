import type { FrameBroker, FramePublisher } from "../brokers/frame-broker.ts";
import type { Stall } from "../judges/interruption.ts";
import type { Clock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { encodeFrame } from "./frame.ts";
import { Hold } from "./hold.ts";
import { InTime } from "./in-time.ts";
import { Meter } from "./latencies.ts";
import type { ProducerRecord } from "./producer-record.ts";
import { count, type Reasons } from "./reasons.ts";
import { dueAt, isMeasured, type Schedule } from "./schedule.ts";
import { Stalls } from "./stalls.ts";

/** A frame that is sent later than this after it was due is late. */
const LATE_MS = 5;
/** How many overdue frames are sent in a row before answers are looked at. */
const BURST = 64;
/** The longest sleep, so that a producer that is told to stop does. */
const NAP_MS = 100;

export interface InFlightLimits {
  /** Frames, and bytes, that may be without an answer; the next one is held back until there is room. */
  frames: number;
  bytes: number;
}

export interface ProducerParts {
  broker: FrameBroker;
  record: ProducerRecord;
  payloadOf: (sequence: number) => Uint8Array;
  clock: Clock;
  limits: InFlightLimits;
  isStopped: () => boolean;
  /** How long a broker may be away, or keep answers back, once every frame was due. */
  patienceMs: number;
}

/** What one producer saw, beside the record of its frames. */
export interface ProducerReport {
  /** Frames due in the measured window that were sent. */
  sentInWindow: number;
  /** Of those sent, the ones that left over 5 ms late for no other reason than this generator. */
  lateByOwnFault: number;
  /** {@link InTime} of the frames confirmed that were due in the measured window. */
  inTime: readonly number[];
  /** Times over 100 ms without a confirmed frame. */
  stalls: readonly Stall[];
  /** Why frames were refused, and why the connection was lost: each reason once, with how often. */
  refusals: Reasons;
  connectionLosses: Reasons;
}

/**
 * An open-loop producer: each frame is sent when it is due, whatever became of the frames before; one that is late is sent
 * at once, and its latency runs from when it was due. A lost connection is opened again.
 */
export class OpenLoopProducer {
  readonly #inTime = new InTime();
  readonly #stalls = new Stalls();
  readonly report: ProducerReport = {
    sentInWindow: 0,
    lateByOwnFault: 0,
    inTime: this.#inTime.bySecond,
    stalls: this.#stalls.all,
    refusals: new Map(),
    connectionLosses: new Map(),
  };
  /** From due to confirmed. */
  readonly confirmed = new Meter();
  /** From due to sent: the schedule lag. */
  readonly lag = new Meter();
  readonly #parts: ProducerParts;
  readonly #hold: Hold;
  #publisher: FramePublisher | undefined;
  #reopening: Promise<void> | undefined;
  #giveUpMs = 0;
  #inFlight = { frames: 0, bytes: 0 };

  constructor(parts: ProducerParts) {
    this.#parts = parts;
    this.#hold = new Hold(parts.clock);
  }

  /** The time on the clock that it sends frames by. */
  now(): number {
    return this.#parts.clock.now();
  }

  /** Connects. @throws whatever the broker's client throws when it cannot */
  async open(): Promise<void> {
    this.#publisher = await this.#parts.broker.openPublisher();
  }

  /** Sends every frame of the schedule and waits for the answers, or until it is told to stop. */
  async run(schedule: Schedule): Promise<void> {
    await this.#sendAll(schedule);
    await this.#answers();
    this.#stalls.until(this.now());
    await this.#reopening;
    await this.#publisher?.[Symbol.asyncDispose]();
  }

  async #sendAll(schedule: Schedule): Promise<void> {
    const { record, clock, isStopped, patienceMs } = this.#parts;
    this.#stalls.begin(schedule.startMs);
    this.#giveUpMs = dueAt(schedule, schedule.frames) + patienceMs;
    let inARow = 0;
    while (record.attempted < schedule.frames && !isStopped()) {
      const now = clock.now();
      const due = dueAt(schedule, record.attempted);
      if (now < due) {
        inARow = 0;
        await clock.sleepUntil(Math.min(due, now + NAP_MS));
      } else if (!this.#hasRoom()) {
        if (now > this.#giveUpMs) break;
        await this.#hold.wait(NAP_MS);
      } else if (inARow === BURST) {
        inARow = 0;
        await clock.turn();
      } else {
        inARow += 1;
        this.#send(record.due(), due, schedule);
      }
    }
    // A load lasts as long as was asked for, also where the last frame is due long before its end.
    while (clock.now() < schedule.measuredToMs && !isStopped()) {
      await clock.sleepUntil(Math.min(schedule.measuredToMs, clock.now() + NAP_MS));
    }
    // One that is told to stop while it could send leaves nothing undone.
    if (!isStopped() || !this.#hasRoom()) this.#leaveUnsent(schedule);
  }

  /** Frames that came due while there was no way to send them, and that no one waits for any more. */
  #leaveUnsent(schedule: Schedule): void {
    const { record, clock } = this.#parts;
    const now = clock.now();
    while (record.attempted < schedule.frames && dueAt(schedule, record.attempted) <= now) record.due();
  }

  #hasRoom(): boolean {
    const { frames, bytes } = this.#parts.limits;
    return this.#publisher !== undefined && this.#inFlight.frames < frames && this.#inFlight.bytes < bytes;
  }

  #send(sequence: number, due: number, schedule: Schedule): void {
    const { record, payloadOf, clock } = this.#parts;
    const { producer } = record;
    const frame = encodeFrame({
      producer,
      sequence,
      intendedSendTimeMs: due,
      payload: payloadOf(sequence),
    });
    const publisher = this.#publisher as FramePublisher;
    const sentAt = clock.now();
    record.sending(sequence);
    this.#inFlight.frames += 1;
    this.#inFlight.bytes += frame.length;
    this.#judgeLag(sentAt, due, schedule);
    publisher.publish(frame).then(
      (answer) => {
        this.#answered(frame.length);
        record.answered(sequence, answer);
        if (answer === "refused") count(this.report.refusals, publisher.refusal ?? "no reason given");
        else this.#confirmed(due, schedule);
      },
      (thrown: unknown) => {
        this.#answered(frame.length);
        this.#lost(publisher, thrown);
      },
    );
  }

  #judgeLag(sentAt: number, due: number, schedule: Schedule): void {
    const lagMs = sentAt - due;
    const isExcused = this.#hold.excuses(sentAt, { isLate: lagMs > LATE_MS });
    const measured = isMeasured(schedule, due);
    this.lag.record(lagMs, { isMeasured: measured });
    if (!measured) return;
    this.report.sentInWindow += 1;
    if (lagMs > LATE_MS && !isExcused) this.report.lateByOwnFault += 1;
  }

  #confirmed(due: number, schedule: Schedule): void {
    const measured = isMeasured(schedule, due);
    const now = this.now();
    this.#stalls.until(now);
    this.confirmed.record(now - due, { isMeasured: measured });
    if (measured) this.#inTime.record(now - due, due, schedule);
  }

  #answered(bytes: number): void {
    this.#inFlight.frames -= 1;
    this.#inFlight.bytes -= bytes;
    this.#hold.end();
  }

  #lost(publisher: FramePublisher, thrown: unknown): void {
    if (publisher !== this.#publisher) return;
    count(this.report.connectionLosses, messageOf(thrown));
    this.#publisher = undefined;
    this.#reopening = this.#reopen(publisher);
  }

  async #reopen(old: FramePublisher): Promise<void> {
    const { broker, isStopped, clock } = this.#parts;
    await old[Symbol.asyncDispose]();
    const question = `${broker.destination} takes publishers again`;
    const deadlineMs = this.#giveUpMs - clock.now();
    await until(question, { deadlineMs, everyMs: 50 }, async () => {
      if (isStopped()) return done(undefined);
      this.#publisher = await broker.openPublisher();
      return done(undefined);
    }).catch((thrown: unknown) => count(this.report.connectionLosses, messageOf(thrown)));
    this.#hold.end();
  }

  async #answers(): Promise<void> {
    const { broker, patienceMs } = this.#parts;
    const question = `${broker.destination} answers every frame`;
    await until(question, { deadlineMs: patienceMs, everyMs: 5 }, () =>
      this.#inFlight.frames === 0 ? done(undefined) : notYet(`${this.#inFlight.frames} without an answer`),
    ).catch((thrown: unknown) => count(this.report.connectionLosses, messageOf(thrown)));
  }
}
