import type { RecordableHistogram } from "node:perf_hooks";
import { takerOf } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import type { DrainEnd } from "../brokers/emptying.ts";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { unusable } from "../brokers/unusable.ts";
import { judgeDelivery } from "../judges/delivery.ts";
import type { Stall } from "../judges/interruption.ts";
import type { LoadFacts } from "../judges/load.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { adopted } from "./adopted.ts";
import { drainedInto } from "./drain.ts";
import type { FrameSource } from "./frame-source.ts";
import { FrameHistory } from "./history.ts";
import type { LoadSecond } from "./load-seconds.ts";
import { LoadThread } from "./load-thread.ts";
import type { InFlightLimits } from "./open-loop-producer.ts";
import { newProducer } from "./producer-record.ts";
import { type ClockReport, ComparedClocks } from "./run-clocks.ts";
import { figuresOf, takeUpRest } from "./run-figures.ts";
import { type Load, lengthMsOf, type Schedule, schedulesOf } from "./schedule.ts";
import { ThreadFlags } from "./thread-flags.ts";
import type { ConsumerEnded } from "./thread-messages.ts";
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
  /** Asked once every thread has connected: when to start, on the run's clock; without it, as soon as it can. */
  startAt?: () => Promise<number>;
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
  /** The same moment on the run's clock (`kernel/clock.ts`), for others who watch meanwhile. */
  startMs: number;
  /** Seconds of the measured window, as far as the run came. */
  measuredSeconds: number;
  /** Bytes of a frame that came out: on average, and of the smallest. */
  bytes: { mean: number; least: number };
  /** Of what each producer was to send, the share that it sent, 0 to 1. */
  shares: number[];
  drain: DrainEnd;
  /** Times over 100 ms in which a producer had no frame confirmed, in ms of the run's clock. */
  stalls: Stall[];
  histograms: Record<"received" | "confirmed" | "lag", RecordableHistogram>;
  /** The measured window, second by second, with the latency of each frame, so that seconds can be left out. */
  latenciesBySecond: LoadSecond[];
  timeline: TimelineLine[];
  clock: ClockReport;
  /** Frames of others that came out before the start. */
  adopted: number;
  /** Share of its time that each thread was at work. */
  busy: { producers: number[]; consumers: number[] };
  /** Processor time of each thread since the start, in ms. */
  processorMs: { producers: number[]; consumers: number[] };
  /** Why frames were refused and connections lost, with how often. */
  refusals: Record<string, number>;
  connectionLosses: Record<string, number>;
}

/** Between the last thread's readiness and the first frame. */
const LEAD_MS = 200;

/** When a run whose threads have connected may start. */
export async function soon(): Promise<number> {
  return monotonicClock.now() + LEAD_MS;
}

/** What a thread's word at the end of a second may take. */
const TELLING_MS = 100;

/**
 * Runs an open-loop load: every frame has its time, producers and consumers have threads of their own, and what happened
 * to each frame is on record. Ends when what was confirmed has come out again, or nothing more comes.
 *
 * @throws Problem when a thread cannot send or take frames there; a broker that goes away later is part of the result
 */
export async function runLoad(options: LoadOptions, hooks: LoadHooks = {}): Promise<LoadRun> {
  const flags = new ThreadFlags();
  const history = FrameHistory.allocate(capacitiesOf(options), lengthMsOf(options));
  const broker = takerOf(options.target).at(options.target);
  await using threads = new AsyncDisposableStack();
  const { consuming, producing } = await connected(options, { history, flags, broker, threads });
  const clocks = await ComparedClocks.of({
    producers: producing.map(({ clock }) => clock),
    consumers: consuming.map(({ clock }) => clock),
  });

  const timeline = new Timeline(history);
  const startMs = await (hooks.startAt ?? soon)();
  const startedAt = new Date(Date.now() + startMs - monotonicClock.now()).toISOString();
  const schedules = schedulesOf(options, startMs);
  const window = schedules[0] as Schedule;
  const onSecond = timeline.add.bind(timeline);
  for (const thread of consuming) thread.start(window, onSecond);
  for (const [index, thread] of producing.entries()) thread.start(schedules[index] as Schedule, onSecond);
  using _stop = onAbort(hooks.signal, () => flags.tell("stopSending"));
  using _receive = onAbort(hooks.receiveFrom ?? AbortSignal.abort(), () => flags.tell("receive"));
  // After the threads, whose figures of the second have to be there.
  using _ticking = everySecond(window.startMs + TELLING_MS, monotonicClock, () => {
    clocks.exchange();
    const { line, received } = timeline.tick();
    hooks.onSecond?.(line, history, received);
  });
  const produced = await Promise.all(producing.map(({ ended }) => ended));
  const stoppedMs = monotonicClock.now();
  if (!hooks.signal?.aborted) takeUpRest(history);
  flags.tell("receive");
  let consumed: ConsumerEnded[] = [];
  const leave = async () => {
    flags.tell("stopReceiving");
    consumed = await Promise.all(consuming.map(({ ended }) => ended));
  };
  const { quietMs } = options;
  const drain = await drainedInto(history, broker, { leave }, { quietMs });
  for (const each of consumed) history.meetAll(each);
  await clocks.narrow();
  return {
    startedAt,
    startMs,
    isInterrupted: hooks.signal?.aborted ?? false,
    drain,
    timeline: timeline.lines,
    clock: clocks.report,
    delivery: judgeDelivery(history),
    ...figuresOf({
      ...{ asked: options.framesPerSecond, schedules, produced, consumed, stoppedMs },
      ...{ history, ticks: history.begin(startMs) },
    }),
  };
}

interface Parts {
  history: FrameHistory;
  flags: ThreadFlags;
  broker: FrameBroker;
  /** Ends them. */
  threads: AsyncDisposableStack;
}

/** The threads of a load, each of them connected. @throws Problem when one cannot take part */
async function connected(options: LoadOptions, { history, flags, broker, threads }: Parts) {
  const { target, source, limits, patienceMs } = options;
  const shared = { target, history: history.shared, flags: flags.memory };
  const consuming = Array.from({ length: options.consumers }, (_, index) =>
    threads.use(LoadThread.consumer({ ...shared, role: "consumer", name: `load-${index + 1}` })),
  );
  await takingPart(target, broker, consuming);
  if (options.adopt) await adopted(target, broker);
  const producing = Array.from({ length: options.producers }, (_, index) =>
    threads.use(LoadThread.producer({ ...shared, role: "producer", index, source, limits, patienceMs })),
  );
  await takingPart(target, broker, producing);
  return { consuming, producing };
}

/** Listens to a signal, given before or later, until disposed of. */
function onAbort(signal: AbortSignal | undefined, act: () => void): Disposable {
  signal?.addEventListener("abort", act);
  if (signal?.aborted) act();
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", act) };
}

/** @throws Problem when a thread could not take part; Undetermined as it is */
async function takingPart(
  target: BrokerTarget,
  broker: FrameBroker,
  threads: readonly { ready: Promise<void> }[],
): Promise<void> {
  try {
    await Promise.all(threads.map(({ ready }) => ready));
  } catch (thrown) {
    throw thrown instanceof Undetermined ? thrown : unusable(target, broker.destination, messageOf(thrown));
  }
}

/** Room for the frames of each producer. */
function capacitiesOf(load: Load): Map<number, number> {
  return new Map(schedulesOf(load, 0).map(({ frames }) => [newProducer(), frames]));
}
