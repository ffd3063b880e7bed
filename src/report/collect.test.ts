import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const RUNNER = join(import.meta.dirname, "../../fixtures/runner");

test("however a test ends, the report reads it from the runner's own model", async () => {
  const { stdout } = await execa("vitest", ["run", "--config", join(RUNNER, "vitest.config.ts")], {
    cwd: RUNNER,
    preferLocal: true,
    reject: false,
  });
  const { tests, taskErrors } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");

  const common = {
    taskId: expect.any(String),
    durationMs: expect.any(Number),
    claims: [],
    recorded: [],
    attached: [],
  };
  expect(tests).toEqual([
    {
      ...common,
      name: "passes",
      state: "passed",
      errors: [],
      claims: [{ criterion: "c" }],
      recorded: [{ criterion: "c", measured: 1, details: {} }],
    },
    { ...common, name: "fails", state: "failed", errors: [{ name: "RangeError", message: "out of range" }] },
    {
      ...common,
      name: "fails, and so does its clean-up",
      state: "failed",
      errors: [
        { name: "RangeError", message: "out of range" },
        { name: "Error", message: "not cleaned up" },
      ],
    },
    { ...common, name: "is skipped for a reason", state: "skipped", note: "no loop device", errors: [] },
    { ...common, name: "behind a hook that throws > never runs", state: "skipped", errors: [] },
  ]);
  const messages = taskErrors.flatMap(([, message]: [string, string]) => message.split("\n"));
  expect(messages.sort()).toEqual(["it does not load", "the engine is gone"]);
});
