import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { YamlFile } from "../kernel/yaml-file.ts";
import { interpolateFile, interpolateFileBy } from "./interpolate-file.ts";

function fileOf(text: string): YamlFile {
  const folder = scratchFolder("interpolate-");
  writeFileSync(join(folder, "stack.yml"), text);
  return new YamlFile(join(folder, "stack.yml"), { name: "stack.yml", remedy: "fix it" });
}

test("variables are replaced in every value, at any depth, and in no key", () => {
  const file = fileOf("$KEY: $ONE\nlist: [ plain, '${TWO:-two}' ]\nnumber: 7\n");

  interpolateFile(file, { ONE: "1", KEY: "changed" });

  expect(file.document.toJS()).toEqual({ $KEY: "1", list: ["plain", "two"], number: 7 });
});

test("a variable that has to be set and is not is told with the line of the first value that needs it", () => {
  const file = fileOf("a: $ONE\nb: '${TWO:?set it in .env}'\nc: '${THREE:?set it too}'\n");

  expect(() => interpolateFile(file, { ONE: "1" })).toThrow(Problem);
  expect(() => interpolateFile(file, { ONE: "1" })).toThrow(
    /stack.yml: .*line 2: TWO is not set: set it in .env/,
  );
});

test("all values are resolved at once, in their order, by whoever is asked", () => {
  const file = fileOf("a: $ONE\nb: plain\nc: $TWO\n");
  const asked: (readonly string[])[] = [];

  interpolateFileBy(file, (texts) => {
    asked.push(texts);
    return ["first"];
  });

  expect(asked).toEqual([["$ONE", "$TWO"]]);
  expect(file.document.toJS()).toEqual({ a: "first", b: "plain", c: "" });
});

test("where nothing can be resolved at all no line is to blame", () => {
  const problem = new Problem({
    subject: "docker compose",
    expected: "it",
    seen: "none",
    remedy: "install it",
  });
  const resolve = () => {
    throw problem;
  };

  expect(() => interpolateFileBy(fileOf("a: $ONE\n"), resolve)).toThrow(problem);
});
