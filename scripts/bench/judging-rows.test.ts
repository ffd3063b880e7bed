import { expect, test } from "vitest";
import { judgingRows } from "./judging-rows.ts";
import { isReached } from "./row.ts";

const RESULT = { bytesPerFrame: 5.2, writtenSeconds: 9, mergedSeconds: 19, misjudged: [] };
const JUDGED = { seconds: 40, mebibytes: 4_000, bytesPerFrame: 6.0001, result: RESULT, misjudged: [] };
const missed = (of: object, frames = 100_000_000) =>
  judgingRows(frames, { ...JUDGED, ...of }).filter((row) => !isReached(row)).length;

test("a judge keeps to a minute, four GiB and six bytes for a hundred million frames", () => {
  expect(missed({})).toBe(0);
  expect(missed({ seconds: 41 })).toBe(1);
  expect(missed({ result: { ...RESULT, bytesPerFrame: 6 } })).toBe(1);
  expect(missed({ mebibytes: 4_096 })).toBe(1);
  expect(missed({ bytesPerFrame: 7 })).toBe(1);
  expect(missed({ misjudged: ["3 lost, and 4 were planted"] })).toBe(1);
});

test("for fewer it has as much less", () => {
  expect(missed({}, 10_000_000)).toBe(3);
  expect(missed({ seconds: 3, mebibytes: 400, result: { ...RESULT, mergedSeconds: 2 } }, 10_000_000)).toBe(0);
});
