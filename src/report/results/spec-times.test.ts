import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { keepSpecTimes, readSpecTimes } from "./spec-times.ts";

test("times are kept by profile, and those of specs that did not run stay", () => {
  const file = join(scratchFolder("spec-times-"), "times.json");

  keepSpecTimes("quick", new Map([["block1/persistence", 20]]), file);
  keepSpecTimes("full", new Map([["block1/persistence", 90]]), file);
  keepSpecTimes("quick", new Map([["block3/load", 50]]), file);

  expect(readSpecTimes("quick", file)).toEqual(
    new Map([
      ["block1/persistence", 20],
      ["block3/load", 50],
    ]),
  );
});

test.each(["", "{", '{"quick": 3}', '{"quick": {"a": "b"}}'])("a damaged file says nothing: %s", (text) => {
  const file = join(scratchFolder("spec-times-"), "times.json");
  writeFileSync(file, text);

  expect(readSpecTimes("quick", file)).toEqual(new Map());
});
