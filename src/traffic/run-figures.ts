import { longestInterruption, type Stall } from "../judges/interruption.ts";
import { keptRate } from "../judges/kept-rate.ts";
import { latencyFigures } from "../judges/latency.ts";
import { leastOf } from "./delay-slices.ts";
import type { FrameHistory } from "./history.ts";
import { windowOf } from "./in-time.ts";
import { mergedHistograms } from "./latencies.ts";
import { secondsOf } from "./load-seconds.ts";
import type { ProducerRecord } from "./producer-record.ts";
import { counted } from "./reasons.ts";
import { measuredFrames, type Schedule } from "./schedule.ts";
import type { ConsumerEnded, ProducerEnded } from "./thread-messages.ts";
import type { Ticks } from "./ticks.ts";

/** What a run has, once its threads have ended. */
export interface EndedRun {
  /** Frames per second that were asked for. */
  asked: number;
  history: FrameHistory;
  /** By which the history's receptions were timed. */
  ticks: Ticks;
  /** Of each producer, in the history's order. */
  schedules: readonly Schedule[];
  produced: readonly ProducerEnded[];
  consumed: readonly ConsumerEnded[];
  /** When the producers had ended. */
  stoppedMs: number;
}

/** The figures of a run. */
export function figuresOf(run: EndedRun) {
  const { produced, consumed, schedules, history, ticks, stoppedMs } = run;
  const window = schedules[0] as Schedule;
  const measuredSeconds = Math.max(0, Math.min(window.measuredToMs, stoppedMs) - window.measuredFromMs) / 1e3;
  const { due, out, intact } = framesOfWindow(run);
  const leastDelaysMs = leastOf(consumed.map(({ report }) => report.leastDelaysMs));
  const histograms = {
    received: mergedHistograms(consumed.map(({ received }) => received)),
    confirmed: mergedHistograms(produced.map(({ confirmed }) => confirmed)),
    lag: mergedHistograms(produced.map(({ lag }) => lag)),
  };
  const seconds = windowOf(window, {
    confirmed: produced.map(({ report }) => report.inTime),
    received: consumed.map(({ report }) => report.inTime),
  });
  return {
    measuredSeconds,
    achievedRate: keptRate({ asked: run.asked, due, intact, leastDelaysMs }),
    histograms,
    received: latencyFigures(histograms.received),
    out,
    early: {
      count: total(consumed, ({ early }) => early.count),
      mostMs: Math.max(0, ...consumed.map(({ early }) => early.mostMs)),
    },
    window: seconds,
    latenciesBySecond: secondsOf(seconds, { schedules, producers: history.producers, ticks }),
    interruption: interruptionOf(run, window),
    bytes: bytesOf(consumed),
    shares: history.producers.map(({ sent }, index) => sent / ((schedules[index] as Schedule).frames || 1)),
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
    processorMs: {
      producers: produced.map(({ processorMs }) => processorMs),
      consumers: consumed.map(({ processorMs }) => processorMs),
    },
    refusals: counted(produced.map(({ report }) => report.refusals)),
    connectionLosses: counted([...produced, ...consumed].map(({ report }) => report.connectionLosses)),
  };
}

/** Of the frames due in the measured window, all that the schedules have, those that came out, and were confirmed as well. */
function framesOfWindow({ history, schedules }: EndedRun): { due: number; out: number; intact: number } {
  const frames = history.producers.map((record, index) =>
    measuredFrames(schedules[index] as Schedule, record),
  );
  return {
    due: total(frames, ({ due }) => due),
    out: total(frames, ({ received }) => received),
    intact: total(frames, ({ intact }) => intact),
  };
}

/** In seconds. A producer of which nothing was confirmed has waited all the time, whatever it says itself. */
function interruptionOf({ asked, history, produced, consumed }: EndedRun, window: Schedule) {
  const [fromMs, toMs] = [window.measuredFromMs, window.measuredToMs];
  const longest = (stallsOf: readonly (readonly Stall[])[]) =>
    longestInterruption(stallsOf, { fromMs, toMs, intervalMs: 1e3 / asked }) / 1e3;
  const waited = ({ report }: ProducerEnded, index: number) =>
    history.producers[index]?.confirmed === 0 ? [{ fromMs, toMs }] : report.stalls;
  return {
    confirmed: longest(produced.map(waited)),
    received: longest(consumed.map(({ report }) => report.stalls)),
  };
}

/** Of a frame received that was due in the measured window: on average, and of the smallest; 0 where none was. */
function bytesOf(consumed: readonly ConsumerEnded[]): { mean: number; least: number } {
  const bytes = consumed.map(({ report }) => report.bytes);
  const frames = total(bytes, (each) => each.frames);
  if (frames === 0) return { mean: 0, least: 0 };
  return {
    mean: total(bytes, ({ sum }) => sum) / frames,
    least: Math.min(...bytes.map(({ least }) => least)),
  };
}

/** Takes up what was due and its producer never took up: one that was silent, or ended early. It is unsent. */
export function takeUpRest({ producers }: { producers: readonly ProducerRecord[] }): void {
  for (const record of producers) while (record.attempted < record.capacity) record.due();
}

function total<T>(of: readonly T[], figure: (each: T) => number): number {
  return of.reduce((sum, each) => sum + figure(each), 0);
}
