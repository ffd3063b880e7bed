import { expect, test } from "vitest";
import { FakeBroker, type Misdeeds } from "../brokers/fake/fake-broker.ts";
import { type Delivery, judgeDelivery } from "../judges/delivery.ts";
import { FrameHistory } from "./history.ts";
import { Latencies } from "./latencies.ts";
import { LoadConsumer } from "./load-consumer.ts";
import { OpenLoopProducer } from "./open-loop-producer.ts";
import type { ProducerRecord } from "./producer-record.ts";
import { type Schedule, schedulesOf } from "./schedule.ts";
import { VirtualClock } from "./virtual-clock.ts";

const PRODUCER = 3;
const RATE = 100;

interface Outcome {
  delivery: Delivery;
  producer: OpenLoopProducer;
  consumer: LoadConsumer;
}

interface Circumstances {
  seconds?: number;
  inFlight?: number;
  /** Milliseconds that making a frame takes. */
  frameCostMs?: number;
  stopsAtMs?: number;
}

async function run(misdeeds: Misdeeds, circumstances: Circumstances = {}): Promise<Outcome> {
  const {
    seconds = 1,
    inFlight = 10_000,
    frameCostMs = 0,
    stopsAtMs = Number.POSITIVE_INFINITY,
  } = circumstances;
  const clock = new VirtualClock();
  const broker = new FakeBroker(clock, misdeeds);
  const [schedule] = schedulesOf(
    { framesPerSecond: RATE, producers: 1, warmupSeconds: 0, durationSeconds: seconds },
    0,
  ) as [Schedule];
  const history = FrameHistory.allocate(new Map([[PRODUCER, schedule.frames]]));
  const consumer = new LoadConsumer({ broker, history, clock });
  const producer = new OpenLoopProducer({
    broker,
    record: history.producers[0] as ProducerRecord,
    payloadOf: () => {
      clock.pass(frameCostMs);
      return Buffer.alloc(20);
    },
    clock,
    limits: { frames: inFlight, bytes: Number.POSITIVE_INFINITY },
    isStopped: () => clock.now() >= stopsAtMs,
    patienceMs: 60_000,
  });
  await consumer.open();
  consumer.measure(schedule);
  await producer.open();
  await clock.during(producer.run(schedule));
  return { delivery: judgeDelivery(history), producer, consumer };
}

const sequences = ({ delivery }: Outcome, name: keyof Delivery["first"]) =>
  delivery.first[name].map(({ sequence }) => sequence);

test("a broker that does nothing wrong delivers everything, in a millisecond from when it was due", async () => {
  const { delivery, producer, consumer } = await run({});

  expect(delivery).toMatchObject({ attempted: 100, confirmed: 100, received: 100, lost: 0, reordered: 0 });
  const { count, min, max } = consumer.received.total.histogram;
  expect(count).toBe(100);
  expect([min / 1e6, max / 1e6]).toEqual([expect.closeTo(1, 2), expect.closeTo(1, 2)]);
  expect(producer.report).toMatchObject({ sentInWindow: 100, lateByOwnFault: 0 });
});

test("each misdeed is seen in its own class, with the frames it hit", async () => {
  const outcome = await run({ loses: [3], duplicates: [5], corrupts: [7], refuses: [11], swaps: [20] });

  expect(outcome.delivery).toMatchObject({
    confirmed: 99,
    refused: 1,
    lost: 2,
    duplicated: 1,
    corrupted: 1,
    reordered: 1,
    unexpected: 0,
  });
  expect(sequences(outcome, "lost")).toEqual([3, 7]);
  expect(sequences(outcome, "duplicated")).toEqual([5]);
  expect(sequences(outcome, "corrupted")).toEqual([7]);
  expect(sequences(outcome, "refused")).toEqual([11]);
  expect(sequences(outcome, "reordered")).toEqual([20]);
  expect(outcome.producer.report.refusals).toEqual(new Map([["full, says the fake", 1]]));
});

test.for([
  { delivers: true, recovered: 1 },
  { delivers: false, recovered: 0 },
])("a frame without an answer is unknown, and recovered only if it comes out: $delivers", async (each) => {
  const { delivery, producer } = await run({ cutsAt: { frame: 50, delivers: each.delivers } });

  expect(delivery).toMatchObject({
    attempted: 100,
    confirmed: 99,
    unknown: 1,
    recovered: each.recovered,
    lost: 0,
  });
  expect(producer.report.connectionLosses).toEqual(new Map([["connection cut by the fake", 1]]));
});

const STALL = { stall: { fromMs: 50_000, forMs: 2_000 } };

test("a stall of two seconds counts against every frame that was due in it", async () => {
  const { consumer, delivery } = await run(STALL, { seconds: 100 });
  const { histogram } = consumer.received.total;

  expect(delivery).toMatchObject({ attempted: 10_000, lost: 0 });
  expect(histogram.percentile(99.9) / 1e6).toBeGreaterThan(1_800);
  expect(histogram.percentile(99) / 1e6).toBeGreaterThan(900);
});

test("a closed loop that waits for each answer would have missed the same stall", async () => {
  const clock = new VirtualClock();
  const publisher = await new FakeBroker(clock, STALL).openPublisher();
  const latencies = new Latencies();
  const closedLoop = async () => {
    while (clock.now() < 100_000) {
      const sentAt = clock.now();
      await publisher.publish(Buffer.alloc(40));
      latencies.record(clock.now() - sentAt);
      await clock.sleepUntil(sentAt + 1_000 / RATE);
    }
  };
  await clock.during(closedLoop());

  expect(latencies.histogram.count).toBeGreaterThan(9_000);
  expect(latencies.histogram.percentile(99.9) / 1e6).toBeLessThan(1.1);
  expect(latencies.histogram.max / 1e6).toBeGreaterThan(1_900);
});

test("frames that a stalled broker holds back are late on its account, not the generator's", async () => {
  const { producer, delivery } = await run(STALL, { seconds: 60, inFlight: 10 });

  expect(producer.lag.total.histogram.max / 1e6).toBeGreaterThan(1_500);
  expect(producer.report.lateByOwnFault).toBe(0);
  expect(delivery).toMatchObject({ attempted: 6_000, confirmed: 6_000 });
});

test("a stall is told as the time in which nothing was confirmed", async () => {
  const { producer } = await run(STALL, { seconds: 60 });

  expect(producer.report.stalls).toHaveLength(1);
  const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = producer.report.stalls;
  expect(fromMs).toBeCloseTo(50_000, -2);
  expect(toMs - fromMs).toBeCloseTo(2_000, -2);
});

test("a broker that keeps up has no stalls", async () => {
  const { producer } = await run({}, { seconds: 60 });

  expect(producer.report.stalls).toEqual([]);
});

test("a generator that takes longer to make a frame than it has is late by its own fault", async () => {
  const { producer } = await run({}, { frameCostMs: 12 });

  expect(producer.report.lateByOwnFault).toBeGreaterThan(90);
});

test("a broker that stays away leaves the frames that were due unsent, and they are attempted", async () => {
  const clock = new VirtualClock();
  const broker = new FakeBroker(clock, { cutsAt: { frame: 10, delivers: false } });
  const [schedule] = schedulesOf(
    { framesPerSecond: RATE, producers: 1, warmupSeconds: 0, durationSeconds: 1 },
    0,
  ) as [Schedule];
  const history = FrameHistory.allocate(new Map([[PRODUCER, schedule.frames]]));
  const producer = new OpenLoopProducer({
    broker,
    record: history.producers[0] as ProducerRecord,
    payloadOf: () => Buffer.alloc(20),
    clock,
    limits: { frames: 100, bytes: 1e6 },
    isStopped: () => false,
    patienceMs: 100,
  });
  await producer.open();
  broker.openPublisher = () => Promise.reject(new Error("refused, says the fake"));
  await clock.during(producer.run(schedule));

  expect(judgeDelivery(history)).toMatchObject({ attempted: 100, unknown: 1, unsent: 89 });
});

test("a producer that is told to stop has attempted what it has sent, and no more", async () => {
  const { delivery } = await run({}, { stopsAtMs: 505 });

  expect(delivery).toMatchObject({ attempted: 51, confirmed: 51, unsent: 0 });
});
