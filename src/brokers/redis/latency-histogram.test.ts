import { expect, test } from "vitest";
import { slowestMicroseconds } from "./latency-histogram.ts";

test("the slowest call ends within the last bucket", () => {
  expect(slowestMicroseconds(["xadd", ["calls", 9, "histogram_usec", [16, 5, 33, 8, 4227, 9]]])).toBe(4227);
});

test("a command that was never called has no slowest call", () => {
  expect(slowestMicroseconds([])).toBeNaN();
});
