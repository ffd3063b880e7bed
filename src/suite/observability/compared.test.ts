import { expect, test } from "vitest";
import type { Described } from "../../watchers/quantities.ts";
import { compared, told } from "./compared.ts";

const IN: Described = { base: "per second", by: ["broker"], text: "frames taken" };
const series = (metric: Record<string, string>, value: number) => ({ metric, values: [[1, value] as const] });
const of = (broker: string, least: number, most = least) => ({ of: { broker }, least, most });
const asked = (changes: Partial<Described> = {}, factor = 1) => ({
  ...{ location: "Throughput / In, query A", quantity: { ...IN, ...changes }, factor },
});

test("a value is off by how many times it is more or less than the nearer end, and by 0 between both", () => {
  const answer = [series({ broker: "a" }, 200), series({ broker: "b" }, 50), series({ broker: "c" }, 12)];
  const { shown, otherwise } = compared(asked(), answer, [of("a", 90, 100), of("b", 100), of("c", 10, 20)]);

  expect(shown.map((each) => [each.of, each.offPercent])).toEqual([
    ["of a", 100],
    ["of b", 100],
    ["of c", 0],
  ]);
  expect(otherwise).toEqual([]);
});

test("a value counts in the base of its unit", () => {
  const { shown } = compared(asked({}, 1e-3), [series({ broker: "a" }, 5)], [of("a", 5)]);

  expect(shown[0]?.offPercent).toBeCloseTo(99_900);
});

test("what is told names the place, both values and by how much they differ", () => {
  const [shown] = compared(asked(), [series({ broker: "a" }, 117.25)], [of("a", 175)]).shown;

  expect(shown && told(shown)).toBe(
    "Throughput / In, query A shows 117.3/s of a, was 175/s (frames taken): 49 % off",
  );
});

test("nothing is as good as 0 where nothing was, and is missing where something was", () => {
  expect(compared(asked(), [], [of("a", 0), of("b", 0, 3)])).toEqual({ shown: [], otherwise: [] });
  expect(compared(asked(), [], [of("a", 70)]).otherwise).toEqual([
    "Throughput / In, query A: shows nothing of a, was 70/s (frames taken)",
  ]);
});

test("a series that has to be there is missing at 0 too", () => {
  expect(compared(asked(), [], [{ ...of("a", 0), isThere: true }]).otherwise).toEqual([
    "Throughput / In, query A: shows nothing of a, was 0/s (frames taken)",
  ]);
});

test("something where nothing was, and less than nothing, is no matter of percent", () => {
  expect(compared(asked(), [series({ broker: "a" }, 5)], [of("a", 0)]).otherwise).toEqual([
    "Throughput / In, query A: shows 5/s of a, was 0/s (frames taken)",
  ]);
  expect(compared(asked(), [series({ broker: "a" }, -70)], [of("a", 70)]).otherwise).toEqual([
    "Throughput / In, query A: shows -70/s of a, was 70/s (frames taken)",
  ]);
});

test("two series of one broker, and one of nobody's, are too many", () => {
  const twice = [
    series({ broker: "a", job: "x" }, 1),
    series({ broker: "a", job: "y" }, 1),
    series({ job: "x" }, 2),
  ];

  expect(compared(asked(), twice, [of("a", 1)]).otherwise).toEqual([
    "Throughput / In, query A: 2 series of a, expected one (frames taken)",
    "Throughput / In, query A: a series without broker shows 2/s (frames taken)",
  ]);
});

test("a series besides matters only where all of them are known", () => {
  const answer = [series({ broker: "a" }, 1), series({ broker: "b" }, 1)];

  expect(compared(asked(), answer, [of("a", 1)]).otherwise).toEqual([]);
  expect(compared(asked({ isWhole: true }), answer, [of("a", 1)]).otherwise).toEqual([
    "Throughput / In, query A: shows 1/s of b besides (frames taken)",
  ]);
});

test("what nothing is known of is told", () => {
  expect(compared(asked(), [series({ broker: "a" }, 1)], []).otherwise).toEqual([
    "Throughput / In, query A: nothing is known of it (frames taken)",
  ]);
});
