import { expect, type TaskMeta, test } from "vitest";
import { skipFor } from "./skip-for.ts";

test("the runner is told the text of an obstacle, the report its kind as well", () => {
  const meta: TaskMeta = {};
  const skip = (note?: unknown): never => {
    throw new Error(`skipped: ${note}`);
  };

  expect(() => skipFor({ task: { meta }, skip })({ kind: "host", text: "no loop device" })).toThrow(
    "skipped: no loop device",
  );
  expect(meta.obstacle).toEqual({ kind: "host", text: "no loop device" });
});
