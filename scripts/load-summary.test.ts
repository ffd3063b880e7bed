import { expect, test } from "vitest";
import { FATE, judgeDelivery } from "../src/judges/delivery.ts";
import { judgeLoad } from "../src/judges/load.ts";
import type { LoadResult } from "../src/traffic/load-result.ts";
import { loadSummary } from "./load-summary.ts";

const FRAMES = 1_000;

function resultWith(lost: number, over: Partial<LoadResult> = {}): LoadResult {
  const delivery = judgeDelivery({
    producers: [
      {
        producer: 1,
        attempted: FRAMES,
        fates: new Uint8Array(FRAMES).fill(FATE.confirmed),
        receptions: Uint8Array.from({ length: FRAMES }, (_, index) => (index < FRAMES - lost ? 1 : 0)),
        places: Uint32Array.from({ length: FRAMES }, (_, index) => (index < FRAMES - lost ? index + 1 : 0)),
      },
    ],
    corrupted: { count: 0, first: [] },
    unexpected: { count: 0, first: [] },
    leftover: { count: 0, first: [] },
  });
  const received = { count: FRAMES, meanMs: 1, p50Ms: 1, p90Ms: 2, p99Ms: 3, p999Ms: 4, maxMs: 5 };
  const close = { leastMs: -0.02, mostMs: 0.02 };
  const clock = {
    source: "CLOCK_MONOTONIC" as const,
    withinMs: 0.04,
    differMs: 0,
    producers: [close],
    consumers: [close],
    ranMs: 1_000,
    hostRanMs: 1_000,
  };
  const facts = {
    delivery,
    received,
    achievedRate: 1000,
    out: FRAMES,
    early: { count: 0, mostMs: 0 },
    clock,
    window: [{ seconds: 1, confirmed: FRAMES, received: FRAMES }],
    interruption: { confirmed: 0, received: 0.2 },
    generator: { due: FRAMES, sent: FRAMES, late: 0 },
    drain: { isComplete: true, ended: "everything confirmed came out" },
    isInterrupted: false,
  };
  const limits = {
    minRate: 999,
    maxP99Ms: 10,
    minSuccessPercent: 99.9,
    minSustainedSeconds: 1,
    maxInterruptionSeconds: 5,
  };
  const { window: _window, ...told } = facts;
  return {
    ...told,
    asked: {},
    verdict: judgeLoad(facts, limits),
    latencies: { received },
    startedAt: "2026-01-01T00:00:00.000Z",
    startMs: 0,
    measuredSeconds: 1,
    bytes: { mean: 1_024, least: 1_024 },
    shares: [1],
    stalls: [],
    busy: { producers: [0.1], consumers: [0.2] },
    processorMs: { producers: [100], consumers: [200] },
    adopted: 0,
    ...over,
    refusals: { "OOM command not allowed": 3 },
    connectionLosses: {},
  };
}

test("a run that holds ends with its success rate", () => {
  expect(loadSummary(resultWith(0))).toMatch(/Success rate: 100 %\nThe load test holds\.$/);
});

test("lost frames are told with where they lie and which they are, and why frames were refused", () => {
  const summary = loadSummary(resultWith(12));

  expect(summary).toMatch(/lost +12 \(prefix 0, middle 0, suffix 12\) {2}#988 #989 .*#997 \.\.\./);
  expect(summary).toMatch(/✖ lost +12 frames, expected 0 frames/);
  expect(summary).toMatch(/refused +3 x OOM command not allowed/);
  expect(summary).toMatch(/Success rate: 98\.8 %\nThe load test does not hold\.$/);
});

test("the size of a frame and how well the clocks agree stand with the run", () => {
  const summary = loadSummary(resultWith(0));

  expect(summary).toMatch(/frame size +1,024 bytes/);
  expect(summary).toMatch(/clocks +agree within 0\.04 ms/);
  expect(summary).toMatch(/interruption +0\.0 s without a confirmed frame, 0\.2 s without a received one/);
  expect(summary).toMatch(/✔ rate kept for +1 s, expected ≥ 1 s/);
  expect(summary).not.toMatch(/^ {2}producers /m);
});

test("a producer that sent less than its share is named", () => {
  expect(loadSummary(resultWith(0, { shares: [1, 1, 0, 0.5] }))).toMatch(
    /producers +3 of 4 sent 0 % of its frames; 4 of 4 sent 50 %/,
  );
});

test("the control's figures stand with the disk that it wrote to, or the reason why there are none", () => {
  const latency = { count: 100, meanMs: 1, p50Ms: 0.4, p90Ms: 1, p99Ms: 2.1, p999Ms: 3, maxMs: 4 };
  const disk = { folder: "/var/lib/docker", isTheBrokersDisk: true };
  const generator = { due: 100, sent: 100, late: 2 };
  const control = { disk, received: latency, fsync: undefined, processorMsPer1000: 98.7, generator };

  const summary = loadSummary(resultWith(0, { control }));
  expect(summary).toMatch(/received +p50 0\.40 {2}p90 1\.00 {2}p99 2\.10/);
  expect(summary).toMatch(/fsync +too few\n +disk +\/var\/lib\/docker, the brokers' own/);
  expect(summary).toMatch(/cost +99 ms of processor time/);

  const other = { ...disk, isTheBrokersDisk: false };
  expect(loadSummary(resultWith(0, { control: { disk: other, unknown: "ENOSPC" } }))).toMatch(
    /unknown +ENOSPC\n +disk +\/var\/lib\/docker, not the brokers'/,
  );
  expect(loadSummary(resultWith(0))).not.toContain("Control");
});

test("workers on hosts of their own are told with how far their clocks are, and those that are missing with why", () => {
  const of = { producers: 1, consumers: 1 };
  const workers = [
    { worker: 1, ...of, host: "host-1", clock: { leastMs: 1_000.1, mostMs: 1_000.3 } },
    { worker: 2, ...of, host: "host-2", clock: { leastMs: -5.5, mostMs: -5.1 }, missing: "its host is gone" },
  ];
  const summary = loadSummary(resultWith(0, { workers }));

  expect(summary).toMatch(/\n {2}workers +results of 1 of 2\n/);
  expect(summary).toContain(
    "worker 1     on host-1, its clock 1000.20 ms ahead of the coordinator's, ± 0.10 ms\n",
  );
  expect(summary).toContain(
    "worker 2     on host-2, its clock 5.30 ms behind the coordinator's, ± 0.20 ms\n",
  );
  expect(summary).toMatch(/\n {2}missing +worker 2: its host is gone\n/);
});
