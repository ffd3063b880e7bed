import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { brokerAt } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import type { DrainEnd } from "../brokers/emptying.ts";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { unusable } from "../brokers/unusable.ts";
import { judgeDelivery } from "../judges/delivery.ts";
import { keptRate, type RateFacts } from "../judges/kept-rate.ts";
import { latencyFigures } from "../judges/latency.ts";
import type { LoadFacts } from "../judges/load.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { adopted } from "./adopted.ts";
import { Control } from "./control.ts";
import { leastOf } from "./delay-slices.ts";
import { drainedInto } from "./drain.ts";
import type { FrameSource } from "./frame-source.ts";
import { FrameHistory } from "./history.ts";
import { LoadThread } from "./load-thread.ts";
import type { InFlightLimits, Stall } from "./open-loop-producer.ts";
import { newProducer } from "./producer-record.ts";
import { counted } from "./reasons.ts";
import { type Load, measuredFrames, type Schedule, schedulesOf } from "./schedule.ts";
import type { ConsumerEnded, ProducerEnded } from "./thread-messages.ts";
import { everySecond } from "./ticking.ts";
import { Timeline, type TimelineLine } from "./timeline.ts";

export interface LoadOptions extends Load {
  target: BrokerTarget;
  source: FrameSource;
  consumers: number;
  limits: InFlightLimits;
  /** How long a broker may be away, or keep answers back, once every frame was due. */
  patienceMs: number;
  /** The drain ends when nothing has come out for that long. */
  quietMs: number;
  /** Takes out what the broker still holds before the first frame is sent. */
  adopt?: boolean;
}

export interface LoadHooks {
  /** @param received latencies of that second, in nanoseconds */
  onSecond?: (line: TimelineLine, history: FrameHistory, received: RecordableHistogram) => void;
  /** Frames stay with the broker until then; without it they are received from the start. */
  receiveFrom?: AbortSignal;
  /** Ends the sending; what is under way is drained and judged. */
  signal?: AbortSignal;
}

/** Everything that a run measured; `delivery` and the figures beside it are what it is judged by. */
export interface LoadRun extends LoadFacts {
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Seconds of the measured window, as far as the run came. */
  measuredSeconds: number;
  /** From the start of the measured window to the last confirmed frame that was due in it. */
  sustainedSeconds: number;
  drain: DrainEnd;
  /** Times over 100 ms in which a producer had no frame confirmed, in ms of the run's clock. */
  stalls: Stall[];
  histograms: Record<"received" | "confirmed" | "lag", RecordableHistogram>;
  timeline: TimelineLine[];
  clock: { source: "CLOCK_MONOTONIC"; threadOffsetBelowMs: number };
  /** Frames of others that came out before the start. */
  adopted: number;
  /** Share of its time that each thread was at work. */
  busy: { producers: number[]; consumers: number[] };
  /** Why frames were refused and connections lost, with how often. */
  refusals: Record<string, number>;
  connectionLosses: Record<string, number>;
}

/** Between the last thread's readiness and the first frame. */
const LEAD_MS = 200;
/** What a thread's word at the end of a second may take. */
const TELLING_MS = 100;

/**
 * Runs an open-loop load: every frame has its time, producers and consumers have threads of their own, and what happened
 * to each frame is on record. Ends when what was confirmed has come out again, or nothing more comes.
 *
 * @throws Problem when a thread cannot send or take frames there; a broker that goes away later is part of the result
 */
export async function runLoad(options: LoadOptions, hooks: LoadHooks = {}): Promise<LoadRun> {
  const { target, source, producers, limits, patienceMs } = options;
  const control = new Control();
  const history = FrameHistory.allocate(capacitiesOf(options));
  const broker = brokerAt(target);
  const shared = { target, history: history.shared, control: control.memory };
  await using threads = new AsyncDisposableStack();
  const consuming = Array.from({ length: options.consumers }, (_, index) =>
    threads.use(LoadThread.consumer({ ...shared, role: "consumer", name: `load-${index + 1}` })),
  );
  await takingPart(
    target,
    broker,
    consuming.map(({ ready }) => ready),
  );
  if (options.adopt) await adopted(target, broker);
  const producing = Array.from({ length: producers }, (_, index) =>
    threads.use(LoadThread.producer({ ...shared, role: "producer", index, source, limits, patienceMs })),
  );
  const threadOffsets = [...producing, ...consuming].map((each) => each.clockOffsetBelowMs());
  const offsets = await takingPart(target, broker, threadOffsets);

  const timeline = new Timeline(history);
  const schedules = schedulesOf(options, monotonicClock.now() + LEAD_MS);
  const startedAt = new Date(Date.now() + LEAD_MS).toISOString();
  const window = schedules[0] as Schedule;
  const onSecond = timeline.add.bind(timeline);
  for (const thread of consuming) thread.start(window, onSecond);
  for (const [index, thread] of producing.entries()) thread.start(schedules[index] as Schedule, onSecond);
  using _stop = onAbort(hooks.signal, () => control.tell("stopSending"));
  using _receive = onAbort(hooks.receiveFrom ?? AbortSignal.abort(), () => control.tell("receive"));
  // After the threads, whose figures of the second have to be there.
  using _ticking = everySecond(window.startMs + TELLING_MS, monotonicClock, () => {
    const { line, received } = timeline.tick();
    hooks.onSecond?.(line, history, received);
  });
  const produced = await Promise.all(producing.map(({ ended }) => ended));
  const stoppedMs = monotonicClock.now();
  control.tell("receive");
  let consumed: ConsumerEnded[] = [];
  const leave = async () => {
    control.tell("stopReceiving");
    consumed = await Promise.all(consuming.map(({ ended }) => ended));
  };
  const { quietMs } = options;
  const drain = await drainedInto(history, broker, { leave }, { quietMs });
  for (const each of consumed) history.meetAll(each);
  const rate = rateOf({ asked: options.framesPerSecond, history, schedules, consumed });
  return {
    startedAt,
    isInterrupted: hooks.signal?.aborted ?? false,
    drain,
    timeline: timeline.lines,
    clock: { source: "CLOCK_MONOTONIC", threadOffsetBelowMs: Math.max(...offsets) },
    delivery: judgeDelivery(history),
    achievedRate: keptRate(rate),
    ...figuresOf(produced, consumed, { window, stoppedMs, due: rate.due }),
  };
}

/** Listens to a signal, given before or later, until disposed of. */
function onAbort(signal: AbortSignal | undefined, act: () => void): Disposable {
  signal?.addEventListener("abort", act);
  if (signal?.aborted) act();
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", act) };
}

/** @throws Problem when a thread could not take part; Undetermined as it is */
async function takingPart<T>(
  target: BrokerTarget,
  broker: FrameBroker,
  threads: readonly Promise<T>[],
): Promise<T[]> {
  try {
    return await Promise.all(threads);
  } catch (thrown) {
    throw thrown instanceof Undetermined ? thrown : unusable(target, broker.destination, messageOf(thrown));
  }
}

/** Room for the frames of each producer. */
function capacitiesOf(load: Load): Map<number, number> {
  return new Map(schedulesOf(load, 0).map(({ frames }) => [newProducer(), frames]));
}

interface Ended {
  /** Frames per second. */
  asked: number;
  history: FrameHistory;
  schedules: readonly Schedule[];
  consumed: readonly ConsumerEnded[];
}

function rateOf({ asked, history, schedules, consumed }: Ended): RateFacts {
  const frames = history.producers.map((record, index) =>
    measuredFrames(schedules[index] as Schedule, record),
  );
  return {
    asked,
    due: frames.reduce((sum, { due }) => sum + due, 0),
    intact: frames.reduce((sum, { intact }) => sum + intact, 0),
    leastDelaysMs: leastOf(consumed.map(({ report }) => report.leastDelaysMs)),
  };
}

function figuresOf(
  produced: readonly ProducerEnded[],
  consumed: readonly ConsumerEnded[],
  { window, stoppedMs, due }: { window: Schedule; stoppedMs: number; due: number },
) {
  const { measuredFromMs, measuredToMs } = window;
  const measuredSeconds = Math.max(0, Math.min(measuredToMs, stoppedMs) - measuredFromMs) / 1e3;
  const total = <T>(of: readonly T[], figure: (each: T) => number) =>
    of.reduce((sum, each) => sum + figure(each), 0);
  const lastDueMs = Math.max(...produced.map(({ report }) => report.lastConfirmedDueMs));
  const histograms = {
    received: merged(consumed.map(({ received }) => received)),
    confirmed: merged(produced.map(({ confirmed }) => confirmed)),
    lag: merged(produced.map(({ lag }) => lag)),
  };
  return {
    measuredSeconds,
    sustainedSeconds: Math.max(0, lastDueMs + 1e3 / window.framesPerSecond - measuredFromMs) / 1e3,
    histograms,
    received: latencyFigures(histograms.received),
    generator: {
      due,
      sent: total(produced, ({ report }) => report.sentInWindow),
      late: total(produced, ({ report }) => report.lateByOwnFault),
    },
    stalls: produced.flatMap(({ report }) => report.stalls),
    adopted: total(consumed, ({ adopted }) => adopted),
    busy: {
      producers: produced.map(({ busy }) => busy),
      consumers: consumed.map(({ busy }) => busy),
    },
    refusals: counted(produced.map(({ report }) => report.refusals)),
    connectionLosses: counted([...produced, ...consumed].map(({ report }) => report.connectionLosses)),
  };
}

function merged(histograms: readonly RecordableHistogram[]): RecordableHistogram {
  const all = createHistogram();
  for (const histogram of histograms) all.add(histogram);
  return all;
}
