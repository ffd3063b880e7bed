import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toldPlainly } from "../../judges/delivery.naive.ts";
import { type Delivery, FATE, judgeDelivery } from "../../judges/delivery.ts";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { type LostProducer, merge } from "./merge.ts";
import { ResultFile } from "./result-file.ts";
import { anySplitStory, emptyHistory, resultsOf, type SplitStory, WORKERS } from "./testing.ts";
import { writeResult } from "./write-result.ts";

const VERSION = "1";
const RUNS = { numRuns: 150 };

/** What the judge says of the merged results. @param without a worker, and what is known of its producers */
function judgeMerged(
  folder: string,
  split: SplitStory,
  without: { worker?: number; history?: ReturnType<typeof emptyHistory>; lost?: LostProducer[] } = {},
): Delivery {
  const { history = emptyHistory(split.story), worker, lost = [] } = without;
  using files = new DisposableStack();
  const results = resultsOf(split).flatMap((result, index) => {
    if (index === worker) return [];
    const path = join(folder, `${process.hrtime.bigint()}`);
    writeResult(path, VERSION, result);
    return [files.use(ResultFile.open(path, VERSION, history.producers.length))];
  });
  merge(history, results, lost);
  return judgeDelivery(history);
}

test("a load dealt out to workers is judged like that of one process", () => {
  const folder = scratchFolder("merge-");
  fc.assert(
    fc.property(anySplitStory, (split) => {
      expect(judgeMerged(folder, split)).toEqual(toldPlainly(split.story));
    }),
    RUNS,
  );
});

/** A story in which one worker died: until when it had told of its frames, and until when it may have sent. */
const anyDeath = anySplitStory.chain((split) =>
  fc.record({
    split: fc.constant(split),
    worker: fc.nat({ max: WORKERS - 1 }),
    toldOf: fc.nat({ max: 30 }),
    moreSent: fc.nat({ max: 10 }),
  }),
);

test("without a worker nothing that others sent is explained away, and nothing of its own is invented", () => {
  const folder = scratchFolder("merge-");
  fc.assert(
    fc.property(anyDeath, ({ split, worker, toldOf, moreSent }) => {
      const { story, senders } = split;
      const isIts = (producer: number) => senders[producer] === worker;
      const history = emptyHistory(story);
      const lost = story.fates.flatMap((fates, producer) => {
        if (!isIts(producer)) return [];
        const told = fates.slice(0, toldOf);
        history.producers[producer]?.fates.set(told);
        const sentUntil = Math.min(fates.length, told.length + moreSent);
        return [{ producer, toldUntil: told.length, sentUntil, due: fates.length }];
      });
      const found = judgeMerged(folder, split, { worker, history, lost });
      const whole = toldPlainly(story);

      const ofOthers = toldPlainly({ ...story, fates: story.fates.map((each, k) => (isIts(k) ? [] : each)) });
      const told = (fate: number) =>
        lost.reduce(
          (sum, { producer, toldUntil }) =>
            sum + (story.fates[producer] ?? []).slice(0, toldUntil).filter((each) => each === fate).length,
          0,
        );
      // Exact for the others, and as far as it had told.
      expect(found.attempted).toBe(whole.attempted);
      expect(found.confirmed).toBe(ofOthers.confirmed + told(FATE.confirmed));
      expect(found.refused).toBe(ofOthers.refused + told(FATE.refused));
      // What is lost for certain is missing here too: a frame that nobody had.
      const certain = toldPlainly({ ...story, fates: history.producers.map(({ fates }) => [...fates]) });
      expect(found.lost).toBeGreaterThanOrEqual(certain.lost);
      expect(found.received).toBeLessThanOrEqual(whole.received);
      // None of its frames came out without having been sent.
      const strangers = split.receivers.at(-1) === worker ? 0 : story.strangers;
      const ofOthersUnsent = judgeMerged(folder, {
        ...split,
        story: {
          ...story,
          strangers: 0,
          fates: story.fates.map((each, k) => (isIts(k) ? each.map(() => FATE.unanswered) : each)),
        },
      });
      expect(found.unexpected).toBeLessThanOrEqual(strangers + ofOthersUnsent.unexpected);
    }),
    RUNS,
  );
});
