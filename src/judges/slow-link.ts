/** A second of a load, as far as it says how a load stood a slow link. */
export interface LoadSecondSeen {
  /** Seconds since the start, at its end. */
  second: number;
  confirmed: number;
  /** From due to received; null where nothing was received. */
  p99Ms: number | null;
}

/** How a load stood a link that was slow for a time and good again. */
export interface SlowLinkFigures {
  /** Frames confirmed per second before it, and while it was slow. */
  rateBefore: number;
  rateMeanwhile: number;
  /** Frames confirmed while it was slow. */
  confirmedMeanwhile: number;
  /** From the link being good again to the end of the first second in which frames were confirmed; infinite without one. */
  confirmedAfterSeconds: number;
  /** From then to the first second from which latency was as before; `undefined` where it was not until the end. */
  normalAfterSeconds: number | undefined;
}

/** A load has still to connect and warm up in its first second. */
const WARM_UP_SECONDS = 1;
/** Latency is as before where its p99 is at most so many times the median of those of the seconds before. */
const AS_BEFORE = 2;
/** For so many seconds in a row. */
const SECONDS_IN_A_ROW = 3;

/**
 * How a load stood a slow link, by whole seconds: one in which the link changed belongs to no side.
 * @param slow when it was slow, in seconds since the start of the load
 */
export function slowLinkFigures(
  seconds: readonly LoadSecondSeen[],
  slow: { from: number; to: number },
): SlowLinkFigures {
  const before = seconds.filter(({ second }) => second > WARM_UP_SECONDS && second <= slow.from);
  const meanwhile = seconds.filter(({ second }) => second - 1 >= slow.from && second <= slow.to);
  const after = seconds.filter(({ second }) => second - 1 >= slow.to);
  const first = after.find(({ confirmed }) => confirmed > 0);
  return {
    rateBefore: rateOf(before),
    rateMeanwhile: rateOf(meanwhile),
    confirmedMeanwhile: confirmedIn(meanwhile),
    confirmedAfterSeconds: first ? first.second - slow.to : Number.POSITIVE_INFINITY,
    normalAfterSeconds: normalAfter(after, { limitMs: AS_BEFORE * medianP99(before), to: slow.to }),
  };
}

function normalAfter(
  after: readonly LoadSecondSeen[],
  { limitMs, to }: { limitMs: number; to: number },
): number | undefined {
  const isNormal = ({ p99Ms }: LoadSecondSeen) => p99Ms !== null && p99Ms <= limitMs;
  const from = after.find((_second, at) => {
    const row = after.slice(at, at + SECONDS_IN_A_ROW);
    return row.length === SECONDS_IN_A_ROW && row.every(isNormal);
  });
  return from && from.second - 1 - to;
}

/** Not the largest: one stall before would make everything after it look usual. */
function medianP99(seconds: readonly LoadSecondSeen[]): number {
  const sorted = seconds.flatMap(({ p99Ms }) => p99Ms ?? []).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

const confirmedIn = (seconds: readonly LoadSecondSeen[]) =>
  seconds.reduce((sum, { confirmed }) => sum + confirmed, 0);

const rateOf = (seconds: readonly LoadSecondSeen[]) =>
  seconds.length === 0 ? 0 : confirmedIn(seconds) / seconds.length;
