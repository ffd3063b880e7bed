import { expect, test } from "vitest";
import { stalledUs } from "./pressure.ts";

const RECORDED = `some avg10=1.57 avg60=6.05 avg300=3.49 total=2744828083
full avg10=0.78 avg60=0.92 avg300=0.53 total=625343971
`;

test("the time in which some task waited counts, not that in which all did", () => {
  expect(stalledUs(RECORDED)).toBe(2_744_828_083);
});

test("the processors of an older kernel have no time in which all waited", () => {
  expect(stalledUs("some avg10=22.02 avg60=46.88 avg300=30.68 total=19887313343\n")).toBe(19_887_313_343);
});

test("a kernel that was started without them gives none", () => {
  expect(stalledUs("")).toBeUndefined();
});
