import fc from "fast-check";
import { expect, test } from "vitest";
import { historyOf, toldPlainly } from "./delivery.naive.ts";
import { FATE, judgeDelivery } from "./delivery.ts";
import { anyStoryOf } from "./stories.ts";

const RUNS = { numRuns: 3_000 };

test("any history is judged as one tells it frame by frame, reception by reception", () => {
  fc.assert(
    fc.property(anyStoryOf(3), (story) => {
      expect(judgeDelivery(historyOf(story))).toEqual(toldPlainly(story));
    }),
    RUNS,
  );
});

test("what went right with every frame but one is that one's alone to spoil", () => {
  const allConfirmed = fc
    .integer({ min: 1, max: 40 })
    .chain((frames) => fc.record({ frames: fc.constant(frames), missing: fc.nat({ max: frames - 1 }) }));
  fc.assert(
    fc.property(allConfirmed, ({ frames, missing }) => {
      const received = Array.from({ length: frames }, (_, sequence) => ({ producer: 0, sequence })).filter(
        ({ sequence }) => sequence !== missing,
      );
      const fates = [Array.from({ length: frames }, () => FATE.confirmed)];
      const { lost, first, reordered, duplicated } = judgeDelivery(
        historyOf({ fates, received, corrupted: 0, strangers: 0, leftover: 0 }),
      );

      expect({ lost, reordered, duplicated }).toEqual({ lost: 1, reordered: 0, duplicated: 0 });
      expect(first.lost).toEqual([{ producer: 0, sequence: missing }]);
    }),
    RUNS,
  );
});
