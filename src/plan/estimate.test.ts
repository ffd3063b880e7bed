import fc from "fast-check";
import { expect, test } from "vitest";
import { type Estimate, isEstimate, judgeEstimate } from "./estimate.ts";
import { describeEstimate, describeInterval } from "./estimate-words.ts";
import { holds } from "./expectation.ts";
import type { Expectation } from "./schema.ts";

function of(low: number | undefined, value: number, high: number | undefined): Estimate {
  return {
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    confidencePercent: 99,
    samples: 2_200,
  };
}

const [MET, NOT_MET, OPEN] = ["met", "not-met", "undetermined"] as const;

test.each<[expected: Expectation, low: number | undefined, high: number | undefined, status: string]>([
  [{ lessThan: 10 }, 6, 9.999, MET],
  [{ lessThan: 10 }, 6, 10, OPEN],
  [{ lessThan: 10 }, 10, 12, NOT_MET],
  [{ lessThan: 10 }, 9.999, 12, OPEN],
  [{ lessThan: 10 }, 6, undefined, OPEN],
  [{ lessThan: 10 }, 12, undefined, NOT_MET],
  [{ lessThan: 10 }, undefined, 8, MET],
  [{ lessThan: 10 }, undefined, undefined, OPEN],
  [{ atMost: 30 }, 20, 30, MET],
  [{ atMost: 30 }, 20, 30.001, OPEN],
  [{ atMost: 30 }, 30, 40, OPEN],
  [{ atMost: 30 }, 30.001, 40, NOT_MET],
  [{ atLeast: 1000 }, 1000, 1010, MET],
  [{ atLeast: 1000 }, 999, 1010, OPEN],
  [{ atLeast: 1000 }, 990, 1000, OPEN],
  [{ atLeast: 1000 }, 990, 999, NOT_MET],
  [{ atLeast: 1000 }, undefined, 1010, OPEN],
  [{ atLeast: 1000 }, 1000, undefined, MET],
  [{ moreThan: 100 }, 100.001, 120, MET],
  [{ moreThan: 100 }, 100, 120, OPEN],
  [{ moreThan: 100 }, 80, 100, NOT_MET],
  [{ moreThan: 100 }, 80, 100.001, OPEN],
  [{ from: 2, to: 5 }, 2, 5, MET],
  [{ from: 2, to: 5 }, 1, 6, OPEN],
  [{ from: 2, to: 5 }, 1, 3, OPEN],
  [{ from: 2, to: 5 }, 5, 6, OPEN],
  [{ from: 2, to: 5 }, 5.001, 6, NOT_MET],
  [{ from: 2, to: 5 }, 0, 1.999, NOT_MET],
  [{ is: 3 }, 3, 3, MET],
  [{ is: 3 }, 2, 4, OPEN],
  [{ is: 3 }, 3.001, 4, NOT_MET],
  [{ is: "fast" }, 3, 3, OPEN],
  [{ atLeastVersion: "3.12" }, 3, 4, OPEN],
  [{ all: { p99: { lessThan: 10 } } }, 3, 4, OPEN],
])("beside %j an interval from %s to %s is %s", (expected, low, high, status) => {
  expect(judgeEstimate(expected, of(low, ((low ?? 0) + (high ?? 0)) / 2, high))).toBe(status);
});

test.each([
  of(Number.NaN, 5, 6),
  of(4, 5, Number.NaN),
  of(4, Number.NaN, 6),
  of(6, 5, 4),
  of(4, Number.POSITIVE_INFINITY, 6),
])("what is no interval is undetermined: %j", (estimate) => {
  expect(judgeEstimate({ lessThan: 10 }, estimate)).toBe("undetermined");
  expect(judgeEstimate({ atLeast: 10 }, estimate)).toBe("undetermined");
});

const limit = fc.integer({ min: -20, max: 20 });
const expectation = fc.oneof(
  ...(["atLeast", "moreThan", "atMost", "lessThan"] as const).map((kind) =>
    limit.map((each) => ({ [kind]: each }) as Expectation),
  ),
  fc.tuple(limit, limit).map(([a, b]): Expectation => ({ from: Math.min(a, b), to: Math.max(a, b) })),
);

test("an interval is met when all in it is, not met when nothing in it is, and else undetermined", () => {
  fc.assert(
    fc.property(
      expectation,
      limit,
      limit,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (expected, a, b, at) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const limits = Object.values(expected).filter((each) => each >= low && each <= high);
        const points = [low, high, low + (high - low) * at, ...limits].map((each) => holds(expected, each));

        const status = judgeEstimate(expected, of(low, low, high));

        if (status === "met") expect(points).not.toContain(false);
        if (status === "not-met") expect(points).not.toContain(true);
        if (new Set(points).size === 2) expect(status).toBe("undetermined");
        if (limits.length === 0) expect(status).not.toBe("undetermined");
      },
    ),
    { numRuns: 2_000 },
  );
});

const LIMIT = { lessThan: 10 };

test.each<[text: string, estimate: Estimate, expected?: Expectation]>([
  ["7.4 ms (6.9 to 8.1 with 99 % confidence, of 2,200)", of(6.912, 7.4321, 8.1478)],
  ["7.43 ms (7.41 to 7.46 with 99 % confidence, of 2,200)", of(7.41, 7.432, 7.4561)],
  ["740 ms (690 to 810 with 99 % confidence, of 2,200)", of(690.1, 740.2, 810.3), { lessThan: 1000 }],
  ["7.4 ms (6.9996 to 9.9996 with 99 % confidence, of 2,200)", of(6.9996, 7.4, 9.9996)],
  ["5 ms (5 to 5 with 99 % confidence, of 2,200)", of(5, 5, 5)],
  ["7.43 ms (6.9 or more with 99 % confidence, of 2,200)", of(6.9, 7.4321, undefined)],
  ["7.43 ms (8.1 or less with 99 % confidence, of 2,200)", of(undefined, 7.4321, 8.1)],
  ["7.43 ms (of 2,200, too few for an interval)", of(undefined, 7.4321, undefined)],
])("an estimate reads %j", (text, estimate, expected = LIMIT) => {
  expect(describeEstimate(estimate, expected, "ms")).toBe(text);
});

test("the control stands beside it, in its unit", () => {
  const estimate = { ...of(6.912, 7.4321, 8.1478), control: 2.1345 };

  expect(describeEstimate(estimate, LIMIT, "ms")).toBe(
    "7.4 ms (6.9 to 8.1 with 99 % confidence, of 2,200), of it 2.1 ms without any broker",
  );
});

test("in Polish it has its numbers and words", () => {
  const estimate = { ...of(6.912, 7.4321, 8.1478), confidencePercent: 99.75, samples: 13_200, control: 2.1 };

  expect(describeEstimate(estimate, LIMIT, "ms", "pl")).toBe(
    "7,4 ms (od 6,9 do 8,1 z ufnością 99,8 %, z 13\u00a0200), z tego 2,1 ms bez brokera",
  );
  expect(describeEstimate(of(6.9, 7.4, undefined), LIMIT, "ms", "pl")).toContain(
    "(6,9 lub więcej z ufnością",
  );
  expect(describeEstimate(of(undefined, 7.4, 8.1), LIMIT, "ms", "pl")).toContain("(8,1 lub mniej z ufnością");
  expect(describeEstimate(of(undefined, 7.4, undefined), LIMIT, "ms", "pl")).toContain(
    "za mało na przedział",
  );
});

test("an interval alone has its unit once", () => {
  expect(describeInterval(of(8.9123, 10, 11.6), LIMIT, "ms")).toBe("8.9 to 11.6 ms");
  expect(describeInterval(of(8.9, 10, undefined), LIMIT, "ms")).toBe("8.9 ms or more");
  expect(describeInterval(of(undefined, 10, undefined), LIMIT, "ms")).toBeUndefined();
});

test("no rounding tells another outcome than the interval", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 9.9, max: 10.1, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (end, width) => {
        for (const estimate of [of(end - width, end, end), of(end, end, end + width)]) {
          const [, low, high] = /\(([\d.]+) to ([\d.]+) /.exec(describeEstimate(estimate, LIMIT)) ?? [];

          expect(judgeEstimate(LIMIT, { ...estimate, low: Number(low), high: Number(high) })).toBe(
            judgeEstimate(LIMIT, estimate),
          );
        }
      },
    ),
  );
});

test("several values by name are no estimate", () => {
  expect(isEstimate({ low: 1, high: 2, value: 1 })).toBe(false);
  expect(isEstimate(of(1, 1, 2))).toBe(true);
  expect([5, "5", true, null, undefined].filter(isEstimate)).toEqual([]);
});

test("what is no figure of what was to be measured is undetermined, wherever its interval lies", () => {
  const unknown = "only 0 of 40 seconds were calm";
  const estimate = { value: 20, low: 18, high: 22, confidencePercent: 99, samples: 100, unknown };

  expect(judgeEstimate({ lessThan: 10 }, estimate)).toBe("undetermined");
  expect(judgeEstimate({ lessThan: 30 }, estimate)).toBe("undetermined");
});
