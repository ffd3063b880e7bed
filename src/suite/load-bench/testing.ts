import { createHistogram } from "node:perf_hooks";
import { LIMITS, usedByOthers } from "../../calm/testing.ts";
import type { Delivery } from "../../judges/delivery.ts";
import type { LatencyFigures } from "../../judges/latency.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { LoadSecond } from "../../traffic/load-seconds.ts";
import type { LoadWindow } from "./load-window.ts";
import { MeasuredLoad } from "./measured-load.ts";

/** So many seconds say enough of a 99th percentile. */
const LASTS = 40;

export const LATENCY: LatencyFigures = {
  count: LASTS * 1_005,
  meanMs: 1,
  p50Ms: 1,
  p90Ms: 2,
  p99Ms: 9.876,
  p999Ms: 12,
  maxMs: 20,
};
const ALL = { attempted: 1_000, confirmed: 1_000, received: 1_000 };
const CLOSE = { leastMs: -0.05, mostMs: 0.05 };
export const SECOND = { seconds: 1, confirmed: 1_005, received: 1_005 };
const NONE = {
  refused: 0,
  unknown: 0,
  unsent: 0,
  lost: 0,
  duplicated: 0,
  corrupted: 0,
  unexpected: 0,
  leftover: 0,
};

export function runOf({
  delivery = {},
  ...run
}: Partial<Omit<LoadRun, "delivery">> & { delivery?: Partial<Delivery> } = {}) {
  return {
    delivery: { ...ALL, ...NONE, ...delivery } as Delivery,
    achievedRate: 1_004,
    window: Array.from({ length: 16 }, () => SECOND),
    latenciesBySecond: late(() => 2),
    interruption: { confirmed: 0.2, received: 0.34 },
    out: LASTS * 1_005,
    early: { count: 0, mostMs: 0 },
    clock: {
      source: "CLOCK_MONOTONIC",
      withinMs: 0.1,
      differMs: 0,
      producers: [CLOSE],
      consumers: [CLOSE],
      ranMs: 18_000,
      hostRanMs: 18_000,
    },
    bytes: { mean: 1_024, least: 1_024 },
    shares: [1],
    measuredSeconds: 16.04,
    received: LATENCY,
    generator: { due: 16_080, sent: 16_080, late: 0 },
    drain: { isComplete: true, ended: "everything confirmed came out" },
    isInterrupted: false,
    refusals: {},
    connectionLosses: {},
    timeline: [],
    histograms: { received: createHistogram(), confirmed: createHistogram(), lag: createHistogram() },
    ...run,
  } as LoadRun;
}

/** A second of which every frame came out 2 to 4 ms after it was due. */
function secondOf(index: number, latencyMs = 2): LoadSecond {
  const latenciesMs = Float32Array.from({ length: 1_005 }, (_, frame) => latencyMs + (frame % 21) / 10);
  const time = { fromMs: index * 1e3, toMs: (index + 1) * 1e3 };
  return { ...SECOND, ...time, due: 1_005, intact: 1_005, latenciesMs, leastDelaysMs: [latencyMs] };
}

export function windowOf(run: Parameters<typeof runOf>[0] = {}, othersCpuShare = 0.01): LoadWindow {
  const control = { disk: { folder: ".", isTheBrokersDisk: true }, unknown: "not started" };
  return { run: runOf(run), control, host: usedByOthers(LASTS + 1, othersCpuShare) };
}

export const INTENDED = {
  rate: { atLeast: 1_000 },
  p99Ms: { lessThan: 10 },
  framesPerSecond: 1_005,
  seconds: 16,
  windows: 1,
};
export const HOW = { confidencePercent: 99, limits: LIMITS };
export function measuredIn(windows: readonly [LoadWindow, ...LoadWindow[]]): MeasuredLoad {
  return new MeasuredLoad(windows, { ...INTENDED, source: { frameBytes: 1_024 } }, HOW);
}

export function measured(run: Parameters<typeof runOf>[0] = {}): MeasuredLoad {
  return measuredIn([windowOf(run)]);
}
/** Late by so many ms more each second, and each frame by that much. */
export const late = (latencyMs: (second: number) => number) =>
  Array.from({ length: LASTS }, (_, second) => secondOf(second, latencyMs(second)));
