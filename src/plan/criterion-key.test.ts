import { expect, test } from "vitest";
import { keyOf, nameOf } from "./criterion-key.ts";

test("a criterion carries the name of its task, and of its broker where it has one", () => {
  expect(nameOf({ id: "loss" })).toBe("loss");
  expect(nameOf({ id: "rate", broker: "redis" })).toBe("rate@redis");
  expect(keyOf("block1/persistence", { id: "loss" })).toBe("block1/persistence/loss");
  expect(keyOf("block3/load", { id: "rate", broker: "redis" })).toBe("block3/load/rate@redis");
});
