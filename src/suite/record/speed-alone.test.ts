import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { speedAlone } from "./speed-alone.ts";

test("one speed after the other is measured", async () => {
  expect(await speedAlone(async () => 1)).toBe(1);
  expect(await speedAlone(async () => 2)).toBe(2);
});

test("two at once tell nothing, and the first goes on", async () => {
  const first = Promise.withResolvers<number>();
  const measuring = speedAlone(() => first.promise);
  await expect(speedAlone(async () => 2)).rejects.toThrow(Undetermined);
  first.resolve(1);

  expect(await measuring).toBe(1);
});

test("one that fails leaves the way free", async () => {
  await expect(speedAlone(() => Promise.reject(new Error("no")))).rejects.toThrow("no");

  expect(await speedAlone(async () => 3)).toBe(3);
});
