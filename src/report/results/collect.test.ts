import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const RUNNER = join(import.meta.dirname, "../../../fixtures/runner");

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
    failures: [],
  };
  const judgement = { status: "met", expected: "1", measured: "1" };
  expect(tests).toEqual([
    {
      ...common,
      name: "passes",
      state: "passed",
      claims: [{ criterion: "c" }],
      recorded: [{ criterion: "c", measured: 1, judgement, details: {} }],
      attached: [{ criterion: "c", shows: { kind: "file", file: "evidence/c.log" } }],
    },
    {
      ...common,
      name: "fails",
      state: "failed",
      failures: [{ kind: "other", message: "out of range" }],
    },
    {
      ...common,
      name: "fails by an assertion",
      state: "failed",
      failures: [{ kind: "assertion", message: expect.stringContaining("expected 1 to be 2") }],
    },
    {
      ...common,
      name: "fails by errors of ours",
      state: "failed",
      failures: [
        { kind: "undetermined", message: "no answer" },
        { kind: "problem", message: "redis: expected it, saw none\n  What to do: start it" },
      ],
    },
    {
      ...common,
      name: "fails, and so does its clean-up",
      state: "failed",
      failures: [
        { kind: "other", message: "out of range" },
        { kind: "other", message: "not cleaned up" },
      ],
    },
    {
      ...common,
      name: "is skipped for a reason",
      state: "skipped",
      obstacle: { kind: "other", text: "no loop device" },
    },
    {
      ...common,
      name: "is skipped for a reason of a kind",
      state: "skipped",
      obstacle: { kind: "host", text: "no loop device" },
    },
    { ...common, name: "behind a hook that throws > never runs", state: "skipped" },
  ]);
  const messages = taskErrors.flatMap(([, message]: [string, string]) => message.split("\n"));
  expect(messages.sort()).toEqual(["it does not load", "the engine is gone"]);
});
