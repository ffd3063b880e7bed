import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { FrameHistory } from "./history.ts";
import type { Second } from "./thread-messages.ts";

/** One second of a run. Counts are of frames in that second; latencies are from due to received, of this second alone. */
export interface TimelineLine {
  /** Seconds since the start, at its end. */
  second: number;
  sent: number;
  confirmed: number;
  refused: number;
  received: number;
  /** Null in a second in which nothing was received. */
  p50Ms: number | null;
  p99Ms: number | null;
  /** Confirmed and not yet received, at the end of the second. */
  backlog: number;
  /** The largest lag from due to sent. */
  generatorLagMs: number | null;
}

const COUNTS = ["sent", "confirmed", "refused", "received"] as const;

/** What a run looks like from second to second. */
export class Timeline {
  readonly lines: TimelineLine[] = [];
  readonly #history: FrameHistory;
  #before: FrameHistory["counts"];
  #latencies: Record<Second["of"], RecordableHistogram> = {
    received: createHistogram(),
    lag: createHistogram(),
  };

  constructor(history: FrameHistory) {
    this.#history = history;
    this.#before = history.counts;
  }

  /** Takes in what a thread recorded in the second that is under way. */
  add({ of, histogram }: Second): void {
    this.#latencies[of].add(histogram);
  }

  /** Ends the second that is under way. @returns its line, and its latencies in nanoseconds */
  tick(): { line: TimelineLine; received: RecordableHistogram } {
    const now = this.#history.counts;
    const { received, lag } = this.#latencies;
    const at = (percentile: number) => (received.count === 0 ? null : received.percentile(percentile) / 1e6);
    const counts = Object.fromEntries(COUNTS.map((name) => [name, now[name] - this.#before[name]]));
    const line: TimelineLine = {
      second: this.lines.length + 1,
      ...(counts as Record<(typeof COUNTS)[number], number>),
      p50Ms: at(50),
      p99Ms: at(99),
      backlog: Math.max(0, now.confirmed - now.received),
      generatorLagMs: lag.count === 0 ? null : lag.max / 1e6,
    };
    this.lines.push(line);
    this.#before = now;
    this.#latencies = { received: createHistogram(), lag: createHistogram() };
    return { line, received };
  }
}
