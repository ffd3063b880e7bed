import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { Problem } from "./problem.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { YamlFile } from "./yaml-file.ts";

const brief = { name: "limits.yaml", remedy: "fix it" };

const schema = z.strictObject({
  limits: z.array(z.strictObject({ name: z.string(), value: z.union([z.number(), z.literal("none")]) })),
});

function yamlFile(content: string): YamlFile {
  const folder = scratchFolder("yaml-");
  const path = join(folder, "limits.yaml");
  writeFileSync(path, content);
  return new YamlFile(path, brief);
}

test("a file that is as the schema says is its content", () => {
  const file = yamlFile("limits:\n  - name: memory\n    value: none\n");

  expect(file.parse(schema)).toEqual({ limits: [{ name: "memory", value: "none" }] });
});

test("a file that cannot be read is a problem that names it and what to do", () => {
  const reading = () => new YamlFile(join(import.meta.dirname, "no-such-file.yaml"), brief);

  expect(reading).toThrow(Problem);
  expect(reading).toThrow(
    /^limits\.yaml: expected a file that can be read, saw ENOENT[\s\S]*correct its name/,
  );
});

test("a file that is no YAML is a problem with its line", () => {
  expect(() => yamlFile("limits:\n  - name: memory\n  - [\n")).toThrow(/^limits\.yaml: .*saw line [34]: /);
});

test("a value of the wrong kind is named by its own line, with every kind that would do", () => {
  const file = yamlFile("limits:\n  - name: memory\n    value: much\n");

  expect(() => file.parse(schema)).toThrow(
    /saw line 3: limits\.0\.value: .*expected number.*; or .*expected "none"/,
  );
});

test("a missing key is named by the line of what misses it", () => {
  const file = yamlFile("limits:\n  - name: memory\n    value: 1\n  - name: disk\n");

  expect(() => file.parse(schema)).toThrow(/saw line 4: limits\.1\.value: /);
});

test("everything that is wrong is listed, a line for each", () => {
  const file = yamlFile("limits:\n  - name: 7\n    value: 1\n  - name: disk\n    value: true\n");

  expect(() => file.parse(schema)).toThrow(
    /\n {4}line 2: limits\.0\.name: .*\n {4}line 5: limits\.1\.value: /,
  );
});

test("an empty file is named by its first line", () => {
  expect(() => yamlFile("").parse(schema)).toThrow(/saw line 1: top level: /);
});
