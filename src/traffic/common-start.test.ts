import { expect, test } from "vitest";
import { CommonStart } from "./common-start.ts";

/** A start at time 7 of two runs, and how often it was asked for. */
function startOfTwo() {
  let asked = 0;
  const start = new CommonStart(async () => {
    asked += 1;
    return 7;
  });
  return { one: start.join(), other: start.join(), asked: () => asked };
}

test("runs start at one time, which nobody asks for before the last of them can", async () => {
  const { one, other, asked } = startOfTwo();
  const first = one.arrive();
  expect(asked()).toBe(0);

  expect(await Promise.all([first, other.arrive()])).toEqual([7, 7]);
  expect(asked()).toBe(1);
});

test("nobody waits for one that is given up, and one that has started can be", async () => {
  const { one, other, asked } = startOfTwo();
  const first = one.arrive();
  other[Symbol.dispose]();
  one[Symbol.dispose]();

  expect(await first).toBe(7);
  expect(asked()).toBe(1);
});
