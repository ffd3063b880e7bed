import { expect, test } from "vitest";
import { LATENCY, runOf } from "../suite/load-bench/testing.ts";
import { loadFigures } from "./load-figures.ts";

const LEAST_RATE = 1_000;
const round = (run: Parameters<typeof runOf>[0] = {}) => ({ value: runOf(run) });
const reasons = (rounds: Parameters<typeof loadFigures>[0]) =>
  Object.values(loadFigures(rounds, LEAST_RATE)).map((each) =>
    "undetermined" in each ? each.undetermined : "",
  );

/** Seconds of a broker that hands frames out later and later. */
function falling(msBehindPerSecond: number) {
  const { latenciesBySecond } = runOf();
  return latenciesBySecond.map((second, index) => {
    const latenciesMs = second.latenciesMs.map((each) => each + index * msBehindPerSecond);
    return { ...second, latenciesMs, leastDelaysMs: [2 + index * msBehindPerSecond] };
  });
}

test("the rate and the percentiles of all rounds have an interval", () => {
  const figures = loadFigures([round(), round()], LEAST_RATE);

  expect(figures.rate).toMatchObject({ estimate: { value: 1_005, samples: 80_400 } });
  expect(figures.p50).toMatchObject({ estimate: { low: expect.any(Number), high: expect.any(Number) } });
  expect(figures.p99).toMatchObject({ estimate: { value: 4, confidencePercent: 99 } });
});

test("a p99.9 of too little time has no upper end", () => {
  const { p999 } = loadFigures([round()], LEAST_RATE);

  expect(p999).toMatchObject({ estimate: { value: 4 } });
  expect("estimate" in p999 && p999.estimate.high).toBeUndefined();
});

test("of a broker that does not keep the rate, the rate stands in the place of latencies", () => {
  const { rate, p50, p999 } = loadFigures([round({ latenciesBySecond: falling(500) })], LEAST_RATE);

  expect(rate).toMatchObject({ estimate: { value: expect.closeTo(670) } });
  expect(p50).toEqual({ instead: expect.stringMatching(/^keeps 670 frames\/s \(.*\) only$/) });
  expect(p999).toEqual(p50);
});

test("a round that shows nothing is left out, and named where there is no other", () => {
  const overloaded = round({ generator: { due: 16_080, sent: 16_080, late: 8_000 } });

  expect(reasons([overloaded, round()])).toEqual(["", "", "", ""]);
  expect(reasons([overloaded, overloaded])[0]).toMatch(/^generator overloaded: [^;]*[;][^;]*$/);
  expect(reasons([{ undetermined: "full" }])).toEqual([
    "full",
    ...Array(3).fill("the rate is not known: full"),
  ]);
});

test("frames that never came out leave the percentiles undetermined", () => {
  const [rate, p50] = reasons([round({ out: 39_000, received: { ...LATENCY, count: 39_000 } })]);

  expect(rate).toBe("");
  expect(p50).toBe("1200 of 40200 frames did not come out");
});
