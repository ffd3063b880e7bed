import { expect, test } from "vitest";
import { firstHeld, firstUncovered } from "./muted.ts";

/** A Thursday. */
const NOW = new Date("2026-11-26T20:00:00Z");
const NIGHT = [
  { start_time: "00:00", end_time: "06:00" },
  { start_time: "22:00", end_time: "24:00" },
];

test.each([
  ["a weekend", { weekdays: ["saturday", "sunday"] }, "saturday 2026-11-28 00:00 to 24:00"],
  ["a range of days", { weekdays: ["monday:friday"], times: NIGHT }, "thursday 2026-11-26 00:00 to 06:00"],
  ["the last day of a month", { days_of_month: ["-1"] }, "monday 2026-11-30 00:00 to 24:00"],
  ["a month by name", { months: ["february"] }, "monday 2027-02-01 00:00 to 24:00"],
  [
    "a month by number",
    { months: ["12:12"], days_of_month: ["24:26"] },
    "thursday 2026-12-24 00:00 to 24:00",
  ],
  [
    "five minutes",
    { times: [{ start_time: "03:00", end_time: "03:05" }] },
    "thursday 2026-11-26 03:00 to 03:05",
  ],
])("%s is found in the calendar", (_, interval, first) => {
  expect(firstHeld([interval], NOW)).toBe(first);
});

test("years that are over, and an interval of no length, never come", () => {
  expect(firstHeld([{ years: ["1990:1999"] }], NOW)).toBeUndefined();
  expect(firstHeld([{ times: [{ start_time: "08:00", end_time: "08:00" }] }], NOW)).toBeUndefined();
  expect(firstHeld([], NOW)).toBeUndefined();
});

test("intervals that cover every hour leave none out, alone or together", () => {
  expect(firstUncovered([{}], NOW)).toBeUndefined();
  expect(
    firstUncovered(
      [{ weekdays: ["monday:friday"] }, { weekdays: ["saturday"] }, { weekdays: ["sunday"] }],
      NOW,
    ),
  ).toBeUndefined();
});

test("the first hour that is left out is told", () => {
  expect(firstUncovered([{ weekdays: ["monday:friday"] }], NOW)).toBe("saturday 2026-11-28 00:00");
  expect(firstUncovered([{ times: [{ start_time: "00:00", end_time: "18:00" }] }], NOW)).toBe(
    "thursday 2026-11-26 18:00",
  );
  expect(firstUncovered([], NOW)).toBe("thursday 2026-11-26 00:00");
});
