import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import { judgeDelivery, successPercent } from "../judges/delivery.ts";
import { FrameHistory } from "./history.ts";
import type { ProducerRecord } from "./producer-record.ts";
import { type EndedRun, figuresOf, takeUpRest } from "./run-figures.ts";
import { type Schedule, schedulesOf } from "./schedule.ts";
import type { ConsumerEnded, ProducerEnded } from "./thread-messages.ts";

const LOAD = { framesPerSecond: 100, producers: 4, warmupSeconds: 0, durationSeconds: 4 };

/** A run of four producers, of which each sends what it is told to, all of it confirmed and received. */
function ran(framesOf: readonly number[], of: Partial<Record<"bytes" | "stalls", unknown>> = {}): EndedRun {
  const schedules = schedulesOf(LOAD, 1_000);
  const history = FrameHistory.allocate(new Map(schedules.map(({ frames }, index) => [index + 1, frames])));
  for (const [index, frames] of framesOf.entries()) {
    const record = history.producers[index] as ProducerRecord;
    for (let sequence = 0; sequence < frames; sequence += 1) {
      record.due();
      record.sending(sequence);
      record.answered(sequence, "confirmed");
      record.receivedAt(sequence, sequence + 1);
    }
  }
  const nothing = { connectionLosses: new Map(), inTime: [], stalls: of.stalls ?? [] };
  const produced = framesOf.map(
    () =>
      ({
        report: { ...nothing, sentInWindow: 0, lateByOwnFault: 0, refusals: new Map() },
        confirmed: createHistogram(),
        lag: createHistogram(),
        busy: 0,
      }) as unknown as ProducerEnded,
  );
  const consumed = {
    report: { ...nothing, leastDelaysMs: [1, 1], bytes: of.bytes ?? { frames: 0, sum: 0, least: Infinity } },
    received: createHistogram(),
    early: { count: 0, mostMs: 0 },
    adopted: 0,
    busy: 0,
  } as unknown as ConsumerEnded;
  return {
    asked: 100,
    history,
    ticks: history.begin(1_000),
    schedules,
    produced,
    consumed: [consumed],
    stoppedMs: 5_000,
  };
}

test("four producers that send their share keep the rate", () => {
  const run = ran([100, 100, 100, 100]);
  takeUpRest(run.history);

  expect(figuresOf(run)).toMatchObject({ achievedRate: 100, shares: [1, 1, 1, 1], generator: { due: 400 } });
});

test("one that is silent takes its share off rate and success: what it had to send was due all the same", () => {
  const run = ran([100, 100, 100, 0]);
  takeUpRest(run.history);
  const delivery = judgeDelivery(run.history);

  expect(figuresOf(run)).toMatchObject({ achievedRate: 75, shares: [1, 1, 1, 0], generator: { due: 400 } });
  expect(delivery).toMatchObject({ attempted: 400, unsent: 100, confirmed: 300 });
  expect(successPercent(delivery)).toBe(75);
});

test("so does one that ends early, and a rate is over the time that was intended", () => {
  const run = ran([50, 50, 50, 50]);
  takeUpRest(run.history);

  expect(figuresOf(run).achievedRate).toBe(50);
});

test("the size of a frame is that of those which came out", () => {
  expect(figuresOf(ran([1, 1, 1, 1], { bytes: { frames: 4, sum: 2_200, least: 100 } })).bytes).toEqual({
    mean: 550,
    least: 100,
  });
  expect(figuresOf(ran([0, 0, 0, 0])).bytes).toEqual({ mean: 0, least: 0 });
});

test("an interruption is told in seconds, without the time that lies between frames anyway", () => {
  const run = ran([100, 100, 100, 100], { stalls: [{ fromMs: 2_000, toMs: 3_510 }] });

  expect(figuresOf(run).interruption).toEqual({ confirmed: 1.5, received: 1.5 });
});

test("a silent producer does not hide that the others waited, and alone it is an interruption", () => {
  const run = ran([100, 100, 100, 0], { stalls: [{ fromMs: 2_000, toMs: 3_510 }] });
  const [last] = run.produced.slice(-1) as [ProducerEnded];
  Object.assign(last.report, { stalls: [] });

  expect(figuresOf(run).interruption.confirmed).toBe(1.5);
  expect(figuresOf(ran([0, 0, 0, 0])).interruption.confirmed).toBeCloseTo(3.99, 9);
});

test("the window is of the length that was asked for", () => {
  const { window, measuredSeconds } = figuresOf(ran([0, 0, 0, 0]));

  expect(window).toHaveLength(4);
  expect(measuredSeconds).toBe(4);
  expect((schedulesOf(LOAD, 1_000)[0] as Schedule).measuredToMs).toBe(5_000);
});
