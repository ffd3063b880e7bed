import { execa } from "execa";
import { expect, test } from "vitest";
import { partsOf, quoted } from "./start-once.ts";

test("what was printed is found by its heading", () => {
  const output = 'a warning\n@@ status\n{"a": 1}\n@@ route 0\nwarning\n\n@@ end\n';

  expect([...partsOf(output)]).toEqual([
    ["status", '{"a": 1}'],
    ["route 0", "warning"],
    ["end", ""],
  ]);
});

test.each(["plain", "with space", "it's", '"double"', "$HOME `id`"])(
  "%s is one word of the shell",
  async (text) => {
    const { stdout } = await execa("sh", ["-c", `printf %s ${quoted(text)}`]);

    expect(stdout).toBe(text);
  },
);
