import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { late, measured, measuredIn, windowOf } from "./testing.ts";

test("an overloaded generator says nothing against a broker, and still of loss", () => {
  const overloaded = { generator: { due: 16_080, sent: 16_080, late: 500 } };
  const slow = measured({ ...overloaded, latenciesBySecond: late(() => 20) });

  expect(slow.p99Ms.unknown).toMatch(/only 0 of 40 seconds were calm: .*generator overloaded/);
  expect(slow.successPercent).toBe(100);
  expect(measured(overloaded).p99Ms.value).toBeCloseTo(4, 0);
});

test("on a busy host a slow load is open, and one that is fast all the same is not", () => {
  const slow = measuredIn([windowOf({ latenciesBySecond: late(() => 20) }, 0.6)]);

  expect(slow.isOpen).toBe(true);
  expect(slow.p99Ms.unknown).toMatch(/others used 60 % of the processors meanwhile: cc1plus \(pid 4711\)/);
  expect(measuredIn([windowOf({}, 0.6)])).toMatchObject({ isOpen: false, p99Ms: { samples: 40_200 } });
});

test("on a calm host a slow load is slow", () => {
  const slow = measured({ latenciesBySecond: late((second) => 20 + second * 500) });

  expect(slow.isOpen).toBe(false);
  expect(slow.p99Ms.low).toBeGreaterThan(10);
  expect(slow.achievedRate.high).toBeLessThan(1_000);
});

test("a calm window decides what a busy one left open", () => {
  const busy = windowOf({ latenciesBySecond: late(() => 20) }, 0.6);

  expect(measuredIn([busy, windowOf()]).p99Ms).toMatchObject({ samples: 40_200, seconds: 40 });
  expect(measuredIn([busy, windowOf()]).successPercent).toBe(100);
});

test("another window would not show what one could not show for itself", () => {
  const late20 = { latenciesBySecond: late(() => 20) };
  const half = { ...late20, measuredSeconds: 8 };

  expect(measuredIn([windowOf(half, 0.6)]).isOpen).toBe(false);
  expect(() => measuredIn([windowOf(half, 0.6)]).p99Ms).toThrow(/were asked for/);
  expect(measuredIn([windowOf(late20, 0.6)]).isOpen).toBe(true);
});

test("another window would not go better where the drain did not end, or a person ended the run", () => {
  const slow = { latenciesBySecond: late(() => 20) };
  const drain = { isComplete: false, ended: "it holds 3 frames" };

  expect(measuredIn([windowOf({ ...slow, drain }, 0.6)]).isOpen).toBe(false);
  expect(measuredIn([windowOf({ ...slow, isInterrupted: true }, 0.6)]).isOpen).toBe(false);
});

test("half of the frames are half of the rate, though each came out in time", () => {
  const half = late(() => 2).map((second) => ({ ...second, due: 502, intact: 502 }));

  expect(measured({ latenciesBySecond: half }).achievedRate.high).toBeLessThan(600);
});

test("latencies that are missing leave none", () => {
  const fewer = late(() => 2).map((second) => ({ ...second, latenciesMs: second.latenciesMs.subarray(1) }));

  expect(() => measured({ latenciesBySecond: fewer }).p99Ms).toThrow(
    new Undetermined("there are 40160 latencies of 40200 frames that came out"),
  );
});

test("a broker that was started again in between has no speed, and still what became of its frames", () => {
  const load = measuredIn([{ ...windowOf(), restarted: "redis was started again" }, windowOf()]);

  expect(() => load.p99Ms).toThrow(new Undetermined("redis was started again"));
  expect(() => load.achievedRate).toThrow(Undetermined);
  expect(load).toMatchObject({ isOpen: false, successPercent: 100, interruptions: [{ seconds: 0.34 }, {}] });
});
