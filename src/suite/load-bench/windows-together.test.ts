import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import type { LoadRun } from "../../traffic/load-run.ts";
import { windowsTogether } from "./windows-together.ts";

function latenciesOf(ms: number, count: number) {
  const histogram = createHistogram();
  for (let each = 0; each < count; each += 1) histogram.record(ms * 1e6);
  return histogram;
}

function runOf(changes: Record<string, unknown> = {}): LoadRun {
  return {
    delivery: { attempted: 200, confirmed: 199, lost: 0, leftover: 0, first: { lost: [] } },
    measuredSeconds: 2,
    achievedRate: 100,
    out: 200,
    early: { count: 0, mostMs: 0 },
    clock: { differMs: 0, withinMs: 0.1 },
    window: [{ seconds: 1, confirmed: 100, received: 100 }],
    latenciesBySecond: [],
    interruption: { confirmed: 0.1, received: 0.2 },
    bytes: { mean: 1_000, least: 1_000 },
    generator: { due: 200, sent: 200, late: 1 },
    drain: { isComplete: true, ended: "all came out" },
    isInterrupted: false,
    shares: [1],
    stalls: [],
    timeline: [{ second: 1 }, { second: 2 }],
    refusals: {},
    connectionLosses: {},
    histograms: {
      received: latenciesOf(1, 200),
      confirmed: latenciesOf(1, 200),
      lag: latenciesOf(1, 200),
    },
    ...changes,
  } as unknown as LoadRun;
}

test("one window is itself", () => {
  const run = runOf();

  expect(windowsTogether([run])).toBe(run);
});

test("frames of all windows are counted, and their latencies are those of one load", () => {
  const slow = runOf({ histograms: { ...runOf().histograms, received: latenciesOf(50, 200) } });

  const together = windowsTogether([runOf(), slow]);

  expect(together).toMatchObject({
    delivery: { attempted: 400, confirmed: 398 },
    measuredSeconds: 4,
    out: 400,
    generator: { due: 400, sent: 400, late: 2 },
    timeline: [{ second: 1 }, { second: 2 }, { second: 3 }, { second: 4 }],
    shares: [1, 1],
  });
  expect(together.received?.count).toBe(400);
  expect(together.received?.p99Ms).toBeCloseTo(50, 0);
});

test("what one window lacks, all of them lack together", () => {
  const bad = runOf({
    delivery: {
      attempted: 200,
      confirmed: 200,
      lost: 3,
      leftover: 0,
      first: { lost: [{ producer: 1, sequence: 7 }] },
    },
    achievedRate: 60,
    drain: { isComplete: false, ended: "it holds 3 frames" },
    isInterrupted: true,
    bytes: { mean: 500, least: 10 },
    interruption: { confirmed: 4, received: 0.1 },
    refusals: { full: 2 },
  });

  for (const runs of [
    [runOf(), bad],
    [bad, runOf()],
  ] as const) {
    expect(windowsTogether(runs)).toMatchObject({
      delivery: { lost: 3, first: { lost: [{ producer: 1, sequence: 7 }] } },
      achievedRate: 60,
      drain: { isComplete: false, ended: "it holds 3 frames" },
      isInterrupted: true,
      bytes: { mean: 750, least: 10 },
      interruption: { confirmed: 4, received: 0.2 },
      refusals: { full: 2 },
    });
  }
});
