import { expect, test } from "vitest";
import { Problem } from "./problem.ts";
import { runProgram, runSteps } from "./steps.ts";

const shell = (script: string, env?: Record<string, string>) =>
  runProgram("image x", ["sh", "-c", script], env ? { env } : {});

test("a program that ends well is its standard output", async () => {
  expect(await shell('echo "$GIVEN"; echo noise >&2', { GIVEN: "asked for" })).toBe("asked for");
});

test("a program that fails is told with its last lines, of both outputs", async () => {
  const failed = shell("seq 1 20; echo broken >&2; exit 4");

  await expect(failed).rejects.toThrow(Problem);
  await expect(failed).rejects.toThrow(
    /^image x: expected it to succeed, saw sh failed, its last lines:\n +10\n/,
  );
  await expect(failed).rejects.toThrow(/\n +20\n +broken\n.*it goes on where it stopped$/);
});

test.each(["No space left on device", "write error: Disk quota exceeded"])(
  "%s is a full disk",
  async (said) => {
    await expect(shell(`echo "${said}" >&2; exit 1`)).rejects.toThrow(/expected room on the disk/);
  },
);

test("a program that is not there is told by its name", async () => {
  await expect(runProgram("image x", ["no-such-program"])).rejects.toThrow(/no-such-program/);
});

test("steps are done one after the other, until one fails: it is thrown as it is", async () => {
  const done: string[] = [];
  const problem = new Problem({ subject: "second", expected: "it", seen: "not", remedy: "do" });
  const step = (name: string, failure?: Error) => ({
    name,
    ensure: async () => {
      done.push(name);
      if (failure) throw failure;
      return "done";
    },
  });

  await expect(runSteps([step("first"), step("second", problem), step("third")])).rejects.toBe(problem);
  expect(done).toEqual(["first", "second"]);
});
