import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeBroker, type Misdeeds } from "../brokers/fake/fake-broker.ts";
import { keptRate } from "../judges/kept-rate.ts";
import { FrameHistory } from "./history.ts";
import { LoadConsumer } from "./load-consumer.ts";
import { OpenLoopProducer } from "./open-loop-producer.ts";
import type { ProducerRecord } from "./producer-record.ts";
import { measuredFrames, type Schedule, schedulesOf } from "./schedule.ts";
import { VirtualClock } from "./virtual-clock.ts";

const RATE = 100;

interface Circumstances {
  rate?: number;
  seconds?: number;
  warmup?: number;
  inFlight?: number;
}

/** The rate that a load measures of a broker that does that. */
async function rateOf(misdeeds: Misdeeds, circumstances: Circumstances = {}) {
  const { rate = RATE, seconds = 20, warmup = 0, inFlight = 10_000 } = circumstances;
  const clock = new VirtualClock();
  const broker = new FakeBroker(clock, misdeeds);
  const load = { framesPerSecond: rate, producers: 1, warmupSeconds: warmup, durationSeconds: seconds };
  const [schedule] = schedulesOf(load, 1_234.567) as [Schedule];
  const history = FrameHistory.allocate(new Map([[3, schedule.frames]]));
  const consumer = new LoadConsumer({ broker, history, clock });
  const producer = new OpenLoopProducer({
    broker,
    record: history.producers[0] as ProducerRecord,
    payloadOf: () => Buffer.alloc(20),
    clock,
    limits: { frames: inFlight, bytes: Number.POSITIVE_INFINITY },
    isStopped: () => false,
    patienceMs: 600_000,
  });
  await consumer.open();
  consumer.measure(schedule);
  await producer.open();
  await clock.during(producer.run(schedule));
  const measured = measuredFrames(schedule, history.producers[0] as ProducerRecord);
  const { leastDelaysMs } = consumer.report;
  return { rate: keptRate({ asked: rate, ...measured, leastDelaysMs }), ...measured, endedMs: clock.now() };
}

describe("a broker that keeps the rate is told the rate that was asked for", () => {
  test.for([
    ["next to it", {}, {}],
    ["100 ms away, without a warm-up", { delayMs: 100 }, {}],
    ["100 ms away, with one", { delayMs: 100 }, { warmup: 2 }],
    ["5 s away", { delayMs: 5_000 }, {}],
    ["that stalls at the start", { stall: { fromMs: 1_234, forMs: 1_500 } }, {}],
    ["that stalls in between", { stall: { fromMs: 9_000, forMs: 3_000 } }, {}],
    ["that stalls shortly before the end", { stall: { fromMs: 18_000, forMs: 2_500 } }, {}],
    [
      "that holds the generator back and catches up",
      { stall: { fromMs: 9_000, forMs: 2_000 } },
      { inFlight: 10 },
    ],
    ["that is hardly faster", { framesPerSecond: 102 }, {}],
  ] as const)("%s", async ([, misdeeds, circumstances]) => {
    const { rate } = await rateOf(misdeeds, circumstances);

    expect(rate).toBeCloseTo(RATE, 6);
  });

  test("at any rate and any distance", async () => {
    const loads = fc.record({
      rate: fc.constantFrom(0.5, 1, 3, 7.3, 50),
      frames: fc.integer({ min: 2, max: 60 }),
      delayMs: fc.integer({ min: 0, max: 5_000 }),
      warmup: fc.constantFrom(0, 1, 2.5),
    });
    await fc.assert(
      fc.asyncProperty(loads, async ({ rate, frames, delayMs, warmup }) => {
        const measured = await rateOf({ delayMs }, { rate, warmup, seconds: frames / rate });
        expect(measured.rate).toBeCloseTo(rate, 6);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a broker that cannot keep the rate is told its own", () => {
  test.for([
    [50, {}],
    [90, {}],
    [99, {}],
    [50, { warmup: 5 }],
    [50, { inFlight: 10 }],
  ] as const)("%d frames/s of 100, %o", async ([framesPerSecond, circumstances]) => {
    const { rate } = await rateOf({ framesPerSecond }, circumstances);

    expect(rate / framesPerSecond).toBeCloseTo(1, 1);
    expect(rate).toBeLessThan(framesPerSecond * 1.01);
  });

  test("also far away", async () => {
    expect((await rateOf({ framesPerSecond: 50, delayMs: 1_000 })).rate).toBeCloseTo(50, 0);
  });

  test("also after a stall that it never recovers from", async () => {
    const misdeeds = { framesPerSecond: 90, stall: { fromMs: 1_234, forMs: 2_000 } };

    expect((await rateOf(misdeeds)).rate).toBeLessThan(93);
  });

  test("at any rate below the one asked for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: 97 }), async (framesPerSecond) => {
        const { rate } = await rateOf({ framesPerSecond }, { seconds: 10 });
        expect(rate).toBeLessThan(RATE * 0.999);
        expect(Math.abs(rate / framesPerSecond - 1)).toBeLessThan(0.03);
      }),
      { numRuns: 20 },
    );
  });
});

test("frames that are refused or do not come out are missing from the rate", async () => {
  const tenth = Array.from({ length: 200 }, (_, index) => index * 10);

  expect((await rateOf({ refuses: tenth })).rate).toBeCloseTo(90, 6);
  expect((await rateOf({ loses: tenth })).rate).toBeCloseTo(90, 6);
});

test.for([
  { rate: 0.5, seconds: 3, due: 2 },
  { rate: 0.5, seconds: 4, due: 2 },
  { rate: 0.1, seconds: 5, due: 1 },
  { rate: 1, seconds: 2, due: 2 },
  { rate: 0.3, seconds: 10, due: 3 },
])("at $rate frames/s for $seconds s, $due frames are due, and the load lasts that long", async (each) => {
  const { due, rate, endedMs } = await rateOf({}, each);

  expect(due).toBe(each.due);
  expect(rate).toBeCloseTo(each.rate, 6);
  expect(endedMs).toBeGreaterThanOrEqual(1_234.567 + each.seconds * 1e3);
});

test("in a window that began after the last frame was due, none is", async () => {
  expect(await rateOf({}, { rate: 0.1, warmup: 5, seconds: 4 })).toMatchObject({ due: 0, rate: 0 });
});
