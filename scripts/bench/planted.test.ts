import { expect, test } from "vitest";
import { judgeDelivery } from "../../src/judges/delivery.ts";
import { misjudged, planted } from "./planted.ts";

test("what was planted in a history is what the judge finds, each class of it", () => {
  const { history, counts } = planted(40_000);

  expect(Object.values(counts).every((number) => number > 0)).toBe(true);
  expect(misjudged(judgeDelivery(history), counts)).toEqual([]);
});

test("a judge that misses a frame is found out", () => {
  const { history, counts } = planted(4_000);
  history.producers[0]?.receivedAt(100, 1);

  expect(misjudged(judgeDelivery(history), counts)).toContain("3 lost, and 4 were planted");
});
