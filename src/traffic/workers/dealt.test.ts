import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../../kernel/problem.ts";
import { dealt } from "./dealt.ts";

const counts = { min: 1, max: 64 };

test("everyone is dealt out once, and no worker has two more than another, or none", () => {
  fc.assert(
    fc.property(
      fc.integer(counts),
      fc.integer(counts),
      fc.integer(counts),
      (workers, producers, consumers) => {
        fc.pre(workers <= producers + consumers);
        const shares = dealt(workers, { producers, consumers });
        const sizes = shares.map(({ sends, receives }) => sends.length + receives.length);

        expect(shares.flatMap(({ sends }) => sends).sort((a, b) => a - b)).toEqual([
          ...Array(producers).keys(),
        ]);
        expect(new Set(shares.flatMap(({ receives }) => receives)).size).toBe(consumers);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      },
    ),
  );
});

test("of two workers one sends and the other receives where there is one of each", () => {
  expect(dealt(2, { producers: 1, consumers: 1 })).toEqual([
    { sends: [0], receives: [] },
    { sends: [], receives: ["load-1"] },
  ]);
});

test("a worker with nothing to do is refused", () => {
  expect(() => dealt(3, { producers: 1, consumers: 1 })).toThrow(Problem);
});
