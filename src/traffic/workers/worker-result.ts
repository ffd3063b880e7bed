import type { ClockBounds } from "../../judges/clocks.ts";
import type { FrameHistory } from "../history.ts";
import type { ConsumerEnded, ProducerEnded } from "../thread-messages.ts";
import type { TimelineLine } from "../timeline.ts";
import { countsOf, type HistogramCounts, histogramOf } from "./histogram-counts.ts";

/** What a worker knows beside the history of its frames. Times are of its own clock. */
export interface WorkerFacts {
  /** Its number among the load's workers, from 1. */
  worker: number;
  /** The producers that it ran, by their places among the load's. */
  sends: readonly number[];
  /** What each of them saw, in the same order. */
  produced: readonly ProducerEnded[];
  consumed: readonly ConsumerEnded[];
  /** When its producers had ended. */
  stoppedMs: number;
  timeline: readonly TimelineLine[];
  /** How far the clocks of its threads may be from its own. */
  clocks: { producers: readonly ClockBounds[]; consumers: readonly ClockBounds[] };
}

/** What a worker has to hand over. */
export interface WorkerResult extends WorkerFacts {
  /** Of all producers of the load: what its own sent, and what its consumers received of any. */
  history: FrameHistory;
}

/** The same without what only one process has. */
export interface PlainFacts extends Omit<WorkerFacts, "produced" | "consumed"> {
  produced: readonly (Omit<ProducerEnded, "confirmed" | "lag"> &
    Record<"confirmed" | "lag", HistogramCounts>)[];
  consumed: readonly (Omit<ConsumerEnded, "received"> & { received: HistogramCounts })[];
}

export function plainOf({ history: _history, ...facts }: WorkerResult): PlainFacts {
  return {
    ...facts,
    produced: facts.produced.map((each) => ({
      ...each,
      confirmed: countsOf(each.confirmed),
      lag: countsOf(each.lag),
    })),
    consumed: facts.consumed.map((each) => ({ ...each, received: countsOf(each.received) })),
  };
}

export function factsOf(plain: PlainFacts): WorkerFacts {
  return {
    ...plain,
    produced: plain.produced.map((each) => ({
      ...each,
      confirmed: histogramOf(each.confirmed),
      lag: histogramOf(each.lag),
    })),
    consumed: plain.consumed.map((each) => ({ ...each, received: histogramOf(each.received) })),
  };
}
