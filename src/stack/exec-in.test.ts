import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { Engine } from "./engine.ts";
import { execIn } from "./exec-in.ts";

/** A container in which every command prints this and ends so. */
function container(printed: string[], ExitCode: number | null) {
  const exec = { start: async () => Readable.from(printed), inspect: async () => ({ ExitCode }) };
  return { exec: async () => exec } as unknown as ReturnType<Engine["getContainer"]>;
}

test("what a command printed is one text, with the line ends of a file", async () => {
  expect(await execIn(container(["one\r\nt", "wo\r\n\r\n"], 0), ["cat"])).toBe("one\ntwo");
});

test.each([1, 137, null])("a command that ended with %s throws what it printed", async (exitCode) => {
  await expect(execIn(container(["no such file\r\n"], exitCode), ["cat", "/x"])).rejects.toThrow(
    `cat /x exited with ${exitCode}: no such file`,
  );
});
