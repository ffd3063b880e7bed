import { expect, test } from "vitest";
import { judgingRows } from "./judging-rows.ts";
import { isReached } from "./row.ts";

const JUDGED = { seconds: 59, mebibytes: 4_000, bytesPerFrame: 6.0001, misjudged: [] };
const missed = (of: object, frames = 100_000_000) =>
  judgingRows(frames, { ...JUDGED, ...of }).filter((row) => !isReached(row)).length;

test("a judge keeps to a minute, four GiB and six bytes for a hundred million frames", () => {
  expect(missed({})).toBe(0);
  expect(missed({ seconds: 60 })).toBe(1);
  expect(missed({ mebibytes: 4_096 })).toBe(1);
  expect(missed({ bytesPerFrame: 7 })).toBe(1);
  expect(missed({ misjudged: ["3 lost, and 4 were planted"] })).toBe(1);
});

test("for fewer it has as much less", () => {
  expect(missed({}, 10_000_000)).toBe(2);
  expect(missed({ seconds: 5.9, mebibytes: 400 }, 10_000_000)).toBe(0);
});
