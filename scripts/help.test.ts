import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { commandWith } from "./command-with.ts";
import { ROOT } from "./docs/pages.ts";

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const commands = Object.values(scripts).flatMap((line) => /launch\.mjs (\S+)/.exec(line)?.[1] ?? []);

test.concurrent.for(commands)(
  "%s --help says what it is for, then at most three calls, then the options",
  async (command, { expect: expected }) => {
    const { stdout } = await execa(process.execPath, [join(import.meta.dirname, `${command}.ts`), "--help"]);

    expected(stdout).toMatch(
      /^[A-Z][^\n]*\n(?:\S[^\n]*\n)*\nExamples:\n(?: {2}\S[^\n]*\n){1,3}\nUsage: [^\n]*\n[\s\S]*\nOptions:\n/,
    );
  },
);

test("the purpose is said once, and the calls come before the usage", () => {
  const help = commandWith("npm run a --", ["npm run a"]).description("Does a.").helpInformation();

  expect(help).toMatch(
    /^Does a\.\n\nExamples:\n {2}npm run a\n\nUsage: npm run a -- \[options\]\n\nOptions:\n/,
  );
  expect(help.match(/Does a\./g)).toHaveLength(1);
});

test.each([[[]], [["a", "b", "c", "d"]]])("so many calls are none that stand out: %j", (calls) => {
  expect(() => commandWith("npm run a --", calls)).toThrow(RangeError);
});
