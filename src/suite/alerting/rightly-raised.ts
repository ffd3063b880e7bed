import { thresholdIfAny } from "../../plan/threshold-of.ts";
import { watchLimits } from "../../plan/watch.ts";
import type { TimelineLine } from "../../traffic/timeline.ts";

/** Of a second's frames, fewer confirmed than that are a stall. */
const LEAST_CONFIRMED = 0.95;
const MANY_WAITING = 1_000;

/**
 * Why an alert was right, by what the load itself measured second by second, and not by Prometheus; `undefined` where it
 * was not. A host that is busy with something else makes a stack ill, and an alert that tells of it is no false alarm.
 */
export function causeOf(alertname: string, timeline: readonly TimelineLine[]): string | undefined {
  const cause = CAUSES[alertname];
  const ill = cause ? timeline.filter((line) => line.sent > 0 && cause.isIll(line)) : [];
  return ill.length > 0 ? `${cause?.what} in ${ill.length} of ${timeline.length} s` : undefined;
}

interface Cause {
  what: string;
  isIll: (line: TimelineLine) => boolean;
}

const CAUSES: Readonly<Record<string, Cause>> = {
  LatencyHigh: {
    what: "p99 was over the limit",
    isIll: ({ p99Ms }) =>
      (p99Ms ?? 0) >= (thresholdIfAny("frameLatency", "lessThan") ?? Number.POSITIVE_INFINITY),
  },
  ThroughputLow: {
    what: "too few were confirmed",
    isIll: ({ confirmed }) => confirmed < watchLimits().minThroughput,
  },
  FramesRefused: {
    what: "frames were not confirmed as they were sent",
    isIll: ({ sent, confirmed, refused }) => refused > 0 || confirmed < LEAST_CONFIRMED * sent,
  },
  BacklogGrowing: { what: "frames waited", isIll: ({ backlog }) => backlog > MANY_WAITING },
  NoConsumer: { what: "none was received", isIll: ({ received }) => received === 0 },
};
