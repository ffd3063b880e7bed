import type { RecordableHistogram } from "node:perf_hooks";
import { takerOf } from "../brokers/all.ts";
import type { BrokerTarget } from "../brokers/broker.ts";
import type { DrainEnd } from "../brokers/emptying.ts";
import { judgeDelivery } from "../judges/delivery.ts";
import type { Stall } from "../judges/interruption.ts";
import type { LoadFacts } from "../judges/load.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { adopted } from "./adopted.ts";
import { drainedInto } from "./drain.ts";
import type { FrameSource } from "./frame-source.ts";
import { FrameHistory } from "./history.ts";
import type { LoadSecond } from "./load-seconds.ts";
import { consumerNames, LoadThreads } from "./load-threads.ts";
import type { InFlightLimits } from "./open-loop-producer.ts";
import { newProducer } from "./producer-record.ts";
import { type ClockReport, ComparedClocks } from "./run-clocks.ts";
import { figuresOf, takeUpRest } from "./run-figures.ts";
import { type Load, lengthMsOf, schedulesOf } from "./schedule.ts";
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
export const TELLING_MS = 100;

/**
 * Runs an open-loop load: every frame has its time, producers and consumers have threads of their own, and what happened
 * to each frame is on record. Ends when what was confirmed has come out again, or nothing more comes.
 *
 * @throws Problem when a thread cannot send or take frames there; a broker that goes away later is part of the result
 */
export async function runLoad(options: LoadOptions, hooks: LoadHooks = {}): Promise<LoadRun> {
  const { target, quietMs } = options;
  const history = FrameHistory.allocate(capacitiesOf(options), lengthMsOf(options));
  const broker = takerOf(target).at(target);
  await using threads = new LoadThreads(options, history);
  const { flags } = threads;
  await threads.receive(consumerNames(options.consumers));
  if (options.adopt) await adopted(target, broker);
  await threads.send([...history.producers.keys()]);
  const clocks = await ComparedClocks.of(threads.clocks);

  const timeline = new Timeline(history);
  const startMs = await (hooks.startAt ?? soon)();
  const schedules = schedulesOf(options, startMs);
  threads.start(schedules, timeline.add.bind(timeline));
  using _stop = onAbort(hooks.signal, () => flags.tell("stopSending"));
  using _receive = onAbort(hooks.receiveFrom ?? AbortSignal.abort(), () => flags.tell("receive"));
  // After the threads, whose figures of the second have to be there.
  using _ticking = everySecond(startMs + TELLING_MS, monotonicClock, () => {
    clocks.exchange();
    const { line, received } = timeline.tick();
    hooks.onSecond?.(line, history, received);
  });
  const produced = await threads.produced();
  const stoppedMs = monotonicClock.now();
  if (!hooks.signal?.aborted) takeUpRest(history);
  flags.tell("receive");
  let consumed: ConsumerEnded[] = [];
  const leave = async () => {
    consumed = await threads.consumed();
  };
  const drain = await drainedInto(history, broker, { leave }, { quietMs });
  for (const each of consumed) history.meetAll(each);
  await clocks.narrow();
  return {
    ...startOf(startMs),
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

/** A moment of the run's clock, and what the time of day was then. */
export function startOf(startMs: number): Pick<LoadRun, "startedAt" | "startMs"> {
  return { startedAt: new Date(Date.now() + startMs - monotonicClock.now()).toISOString(), startMs };
}

/** Listens to a signal, given before or later, until disposed of. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): Disposable {
  signal?.addEventListener("abort", act);
  if (signal?.aborted) act();
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", act) };
}

/** Room for the frames of each producer. */
export function capacitiesOf(load: Load): Map<number, number> {
  return new Map(schedulesOf(load, 0).map(({ frames }) => [newProducer(), frames]));
}
