import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { endedOtherwise, runAsTyped } from "./run-as-typed.ts";

const typed = (command: string, withinMs = 20_000) =>
  runAsTyped(command, { cwd: tmpdir(), env: process.env, withinMs });

test("what a command prints on each output, and how it ends, is told", async () => {
  expect(await typed("echo out; echo err >&2; exit 3")).toMatchObject({
    ...{ stdout: "out\n", exitCode: 3, isEnded: false },
    printed: expect.stringContaining("err"),
  });
});

test("a command that fails in a pipeline is not hidden by the one behind it", async () => {
  expect((await typed("(echo redis_up 1; exit 7) | grep redis_up")).exitCode).toBe(7);
  expect((await typed("echo none | grep redis_up")).exitCode).toBe(1);
});

test("a command that hangs is ended with what it has started, and named", async () => {
  const ran = await typed("sleep 60 | cat; echo done", 300);

  expect(ran).toMatchObject({ isEnded: true, exitCode: undefined, stdout: "" });
  expect(ran.seconds).toBeLessThan(10);
  expect(endedOtherwise(ran, [0])).toMatch(/^did not end, and was ended after \d+ s$/);
});

test("an exit code is compared with those that are expected", () => {
  const ended = (exitCode: number | undefined) => ({ exitCode, isEnded: false, seconds: 1 });

  expect(endedOtherwise(ended(0), [0])).toBeUndefined();
  expect(endedOtherwise(ended(1), [0, 1])).toBeUndefined();
  expect(endedOtherwise(ended(1), [0])).toBe("exit code 1, expected 0");
  expect(endedOtherwise(ended(undefined), [0, 2])).toBe("exit code none, expected 0 or 2");
});
