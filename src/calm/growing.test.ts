import { expect, test } from "vitest";
import { Growing } from "./growing.ts";

function grown(...steps: [number, number][]): Growing {
  const growing = new Growing();
  for (const [atMs, growth] of steps) growing.add(atMs, growth);
  return growing;
}

test("between moments it grows evenly", () => {
  const growing = grown([1000, 0], [2000, 10], [6000, 40]);

  expect(growing.between(1000, 2000)).toBe(10);
  expect(growing.between(2000, 3000)).toBe(10);
  expect(growing.between(1500, 4000)).toBe(25);
  expect(growing.between(1000, 6000)).toBe(50);
});

test.for([
  ["before the first moment", 900, 2000],
  ["after the last", 1000, 2001],
] as const)("nothing is known %s", ([, fromMs, toMs]) => {
  expect(grown([1000, 0], [2000, 10]).between(fromMs, toMs)).toBeUndefined();
});

test("without a moment nothing is known", () => {
  expect(grown().between(0, 1)).toBeUndefined();
});
