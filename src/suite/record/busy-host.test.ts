import { expect, test } from "vitest";
import { LIMITS, usedByOthers } from "../../calm/testing.ts";
import { busyIn } from "./busy-host.ts";

test("a host that others used for less than a tenth of the time excuses nothing", () => {
  expect(busyIn(usedByOthers(20, 0.02), LIMITS)).toBeUndefined();
  expect(busyIn([...usedByOthers(19, 0.02), ...usedByOthers(1, 0.7)], LIMITS)).toBeUndefined();
  expect(busyIn([], LIMITS)).toBeUndefined();
});

test("one that they used for longer does, with their names", () => {
  expect(busyIn([...usedByOthers(15, 0.02), ...usedByOthers(5, 0.7)], LIMITS)).toMatch(
    /^the host was not calm in 25 % of the time: others used 70 % of the processors meanwhile: cc1plus \(pid 4711\) 70 %/,
  );
});
