import { expect, test } from "vitest";
import { Stalls } from "./stalls.ts";

test("a stall is the time between what went on before and after, over a tenth of a second", () => {
  const stalls = new Stalls();
  stalls.begin(1_000);
  for (const ms of [1_100, 1_150, 1_400, 1_401]) stalls.until(ms);

  expect(stalls.all).toEqual([{ fromMs: 1_150, toMs: 1_400 }]);
});

test("one that is not over lasts until nobody waits any more", () => {
  const stalls = new Stalls();
  stalls.begin(1_000);
  stalls.until(3_000);

  expect(stalls.all).toEqual([{ fromMs: 1_000, toMs: 3_000 }]);
});

test("an end before the last of what went on is none", () => {
  const stalls = new Stalls();
  stalls.begin(1_000);
  stalls.until(1_050);
  stalls.until(1_020);
  stalls.until(1_140);

  expect(stalls.all).toEqual([]);
});
