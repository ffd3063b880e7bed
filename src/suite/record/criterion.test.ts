import type { TaskMeta } from "vitest";
import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { CriterionRecorder, type Timed } from "./criterion.ts";

const BUSY = "others used 70 % of the processors meanwhile";

/** What is recorded of times that may be 30 s at most. */
function recorded(...times: Timed[]) {
  const meta: TaskMeta = {};
  const title = { en: "Recovery", pl: "Powrót" };
  const planned = { id: "failover-time", title, expected: { atMost: 30 }, unit: "s", remedy: { en: "look" } };
  const claim = { criterion: "failover-time" };
  new CriterionRecorder({ claim, planned, meta, keep: () => "" }).longest(times);
  const [recording] = meta.recorded ?? [];
  return [recording?.measured, recording?.judgement.status, recording?.judgement.reason];
}

test("the longest time is judged", () => {
  expect(recorded({ seconds: 4, busy: undefined }, { seconds: 9, busy: undefined })).toEqual([
    9,
    "met",
    undefined,
  ]);
  expect(recorded({ seconds: 31, busy: undefined })).toEqual([31, "not-met", undefined]);
});

test("a time that is too long on a busy host says nothing", () => {
  expect(recorded({ seconds: 9, busy: undefined }, { seconds: 40, busy: BUSY })).toEqual([
    40,
    "undetermined",
    BUSY,
  ]);
});

test("a busy host excuses no time that was too long without it", () => {
  expect(recorded({ seconds: 35, busy: undefined }, { seconds: 40, busy: BUSY })).toEqual([
    35,
    "not-met",
    undefined,
  ]);
});

test("a time that holds on a busy host holds", () => {
  expect(recorded({ seconds: 9, busy: BUSY })).toEqual([9, "met", undefined]);
});

test("a time that would not hold without the others either is too long", () => {
  expect(recorded({ seconds: 40, busy: BUSY, atBest: 31 })).toEqual([40, "not-met", undefined]);
  expect(recorded({ seconds: 40, busy: BUSY, atBest: 30 })).toEqual([40, "undetermined", BUSY]);
});

test("what does not hold on a busy host says nothing, and what holds does", () => {
  const meta: TaskMeta = {};
  const title = { en: "Alerts that did not fire", pl: "Alerty" };
  const planned = { id: "alerts-fire", title, expected: { is: 0 }, unit: "alerts", remedy: { en: "look" } };
  const recorder = new CriterionRecorder({
    claim: { criterion: "alerts-fire" },
    planned,
    meta,
    keep: () => "",
  });
  recorder.measured(1, {}, BUSY);
  recorder.measured(0, {}, BUSY);
  recorder.measured(1, {}, undefined);

  expect(meta.recorded?.map(({ judgement }) => judgement.status)).toEqual(["undetermined", "met", "not-met"]);
});

test("no time is none", () => {
  expect(() => recorded()).toThrow(Undetermined);
});
