import fc from "fast-check";
import { expect, test } from "vitest";
import { byStatus, isUnobserved, STATUSES, type Status, type Verdict, verdictOf, worst } from "./outcome.ts";

const worstFirst: Status[] = ["not-met", "undetermined", "not-run", "waived", "met"];

test("the statuses are listed worst first, and sorted so", () => {
  const results = worstFirst.toReversed().map((status) => ({ status }));

  expect(STATUSES).toEqual(worstFirst);
  expect(results.toSorted(byStatus).map(({ status }) => status)).toEqual(worstFirst);
});

test("what is undetermined without an obstacle should have been observed", () => {
  expect(isUnobserved({ status: "undetermined" })).toBe(true);
  expect(isUnobserved({ status: "undetermined", obstacle: "host" })).toBe(false);
  expect(worstFirst.filter((status) => isUnobserved({ status }))).toEqual(["undetermined"]);
});

test.each(worstFirst.map((status, index) => ({ status, rest: worstFirst.slice(index) })))(
  "$status is the worst of itself and everything better",
  ({ status, rest }) => {
    expect(worst(rest.toReversed())).toBe(status);
  },
);

test("nothing at all is not run", () => {
  expect(worst([])).toBe("not-run");
});

test.each<[statuses: Status[], verdict: Verdict]>([
  [["met", "met"], "accepted"],
  [["met", "waived"], "accepted"],
  [["met", "undetermined"], "incomplete"],
  [["met", "not-run"], "incomplete"],
  [["waived", "not-run"], "incomplete"],
  [["met", "not-met", "undetermined", "not-run", "waived"], "rejected"],
  [["not-met"], "rejected"],
  [[], "incomplete"],
])("%j is %s", (statuses, verdict) => {
  expect(verdictOf(statuses)).toBe(verdict);
});

test("the order of the statuses changes neither the worst of them nor the verdict", () => {
  const inTwoOrders = fc
    .array(fc.constantFrom(...worstFirst), { minLength: 1 })
    .chain((statuses) =>
      fc.tuple(
        fc.constant(statuses),
        fc.shuffledSubarray(statuses, { minLength: statuses.length, maxLength: statuses.length }),
      ),
    );

  fc.assert(
    fc.property(inTwoOrders, ([statuses, shuffled]) => {
      expect(statuses).toContain(worst(statuses));
      expect(worst(shuffled)).toBe(worst(statuses));
      expect(verdictOf(shuffled)).toBe(verdictOf(statuses));
    }),
  );
});

test("one more result never makes a verdict better", () => {
  const best: Verdict[] = ["rejected", "incomplete", "accepted"];
  const status = fc.constantFrom(...worstFirst);

  fc.assert(
    fc.property(fc.array(status, { minLength: 1 }), status, (statuses, more) => {
      const [before, after] = [verdictOf(statuses), verdictOf([...statuses, more])];

      expect(best.indexOf(after)).toBeLessThanOrEqual(best.indexOf(before));
    }),
  );
});
