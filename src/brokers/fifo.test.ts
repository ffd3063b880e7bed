import fc from "fast-check";
import { expect, test } from "vitest";
import { Fifo } from "./fifo.ts";

test("what came first goes first, also of more than are kept in front", () => {
  const fifo = new Fifo<{ number: number }>();
  const out: number[] = [];
  for (let number = 0; number < 20_000; number += 1) {
    fifo.push({ number });
    if (number >= 10_000) out.push(fifo.shift()?.number ?? -1);
  }

  expect(fifo.length).toBe(10_000);
  expect(out).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
});

test("it is as a list that is pushed to and shifted from", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (pushes) => {
      const [fifo, list]: [Fifo<object>, object[]] = [new Fifo(), []];
      for (const isPush of pushes) {
        const item = {};
        if (isPush) [fifo.push(item), list.push(item)];
        else expect(fifo.shift()).toBe(list.shift());
        expect(fifo.length).toBe(list.length);
      }
    }),
  );
});
