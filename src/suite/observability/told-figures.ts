import type { Happening } from "../../brokers/known.ts";
import { LatencyBuckets } from "../../traffic/latency-buckets.ts";
import { remoteWrite, type SeriesValue } from "../../traffic/remote-write.ts";

/** For each broker in turn: of how many frames each is told, as a share of those of a load. No two are alike. */
const SHARES = [
  {
    sent: 5.7,
    confirmed: 3.7,
    received: 2.1,
    refused: 0.85,
    lost: 0.024,
    duplicated: 0.058,
    corrupted: 0.138,
  },
  { sent: 11, confirmed: 6.2, received: 2.6, refused: 1.4, lost: 0.04, duplicated: 0.095, corrupted: 0.22 },
  { sent: 19, confirmed: 14.5, received: 11, refused: 2.6, lost: 0.06, duplicated: 0.14, corrupted: 0.33 },
] as const;

/** For each broker in turn: latencies in seconds, each a bound of the histogram, and what share of the frames has them. */
const LATENCIES = [
  { 0.002: 0.97, 0.1: 0.028, 1: 0.002 },
  { 0.005: 0.97, 0.5: 0.028, 5: 0.002 },
  { 0.01: 0.97, 0.2: 0.028, 2: 0.002 },
] as const;
/** The latencies of a load beside it change nothing, however long they are. */
const LATENCIES_SHARE = 1_000;
/** Prometheus sees no increase from nothing, and reckons with the time between two values. */
const ZEROS = 20;

const QUANTITY: Readonly<Record<keyof (typeof SHARES)[0], string>> = {
  ...{ sent: "told-sent", confirmed: "told-confirmed", received: "told-received", refused: "told-refused" },
  ...{ lost: "frames-lost", duplicated: "frames-duplicated", corrupted: "frames-corrupted" },
};

/** What producers and consumers say of a broker. */
export interface Told {
  /** Counters by the end of their names: frames_<name>_total. */
  counts: Record<keyof typeof QUANTITY, number>;
  /** Bounds as Prometheus writes them, and how many frames came out within each. */
  buckets: [le: string, count: number][];
}

/** @param index of the broker @param frames of a load on it */
export function toldOf(index: number, frames: number): Told {
  const shares = SHARES[index % SHARES.length] ?? SHARES[0];
  const latencies = LATENCIES[index % LATENCIES.length] ?? LATENCIES[0];
  const all = frames * LATENCIES_SHARE;
  const count = (share: number) => Math.round(frames * share);
  return {
    counts: {
      ...{ sent: count(shares.sent), confirmed: count(shares.confirmed), received: count(shares.received) },
      ...{ refused: count(shares.refused), lost: count(shares.lost) },
      ...{ duplicated: count(shares.duplicated), corrupted: count(shares.corrupted) },
    },
    buckets: new LatencyBuckets().counts.map(([le]) => {
      const within = Object.entries(latencies).filter(([bound]) => Number(bound) <= secondsOf(le));
      return [le, Math.round(all * within.reduce((sum, [, share]) => sum + share, 0))];
    }),
  };
}

function secondsOf(le: string): number {
  return Number(le.replace("Inf", "Infinity"));
}

/**
 * Tells Prometheus figures as a producer and a consumer of a broker do, and goes on with the same ones until disposed of.
 * docs/metrics.md has the names.
 * @param aheadMs of Prometheus' clock
 * @returns when it was told first, by this host's clock
 */
export async function tell(
  url: string,
  broker: string,
  told: Told,
  aheadMs: number,
): Promise<{ atMs: number } & Disposable> {
  const own = { job: "known-figures", instance: `known-${process.pid}`, broker };
  const values = (share: 0 | 1): SeriesValue[] => [
    ...Object.entries(told.counts).map(([name, count]) => ({
      labels: { __name__: `frames_${name}_total`, ...own },
      value: count * share,
    })),
    ...told.buckets.map(([le, count]) => ({
      labels: { __name__: "frame_latency_seconds_bucket", ...own, le },
      value: count * share,
    })),
  ];
  const atMs = Date.now();
  const write = (share: 0 | 1, ms: number) => remoteWrite(url, values(share), Math.round(ms + aheadMs));
  for (let before = ZEROS; before > 0; before -= 1) await write(0, atMs - before * 1e3);
  await write(1, atMs);
  // Of one value alone a rate is reckoned too high. What does not arrive, on a busy host, is told with the next.
  const again = setInterval(() => void write(1, Date.now()).catch(() => undefined), 1_000);
  return { atMs, [Symbol.dispose]: () => clearInterval(again) };
}

/** The same as what happened. @param beside so many frames came out beside them, in whatever time */
export function happeningsOf(broker: string, told: Told, atMs: number, beside: number): Happening[] {
  const times = { fromMs: atMs, toMs: atMs };
  return [
    ...Object.entries(told.counts).map(([name, count]) => ({
      what: QUANTITY[name as keyof typeof QUANTITY],
      of: { broker },
      count,
      ...times,
    })),
    ...told.buckets.map(([le, count]) => ({
      what: "latency-buckets",
      of: { broker, le },
      count,
      unsure: beside,
      ...times,
    })),
  ];
}
