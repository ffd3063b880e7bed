import { expect, test } from "vitest";
import { once } from "./once.ts";

test("it is made by the first call, and every call has that answer", async () => {
  let made = 0;
  const count = once(async () => {
    made += 1;
    return made;
  });

  expect(made).toBe(0);
  expect(await Promise.all([count(), count()])).toEqual([1, 1]);
});

test("a failure is the answer to every call, too", async () => {
  let made = 0;
  const fail = once(async () => {
    made += 1;
    throw new Error(`failure ${made}`);
  });

  await expect(fail()).rejects.toThrow("failure 1");
  await expect(fail()).rejects.toThrow("failure 1");
});
