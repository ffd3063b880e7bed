import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Problem } from "./problem.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { mustTakeFile, mustTakeFiles } from "./writable.ts";

function scratch(): string {
  return scratchFolder("writable-");
}

test("a folder that is not there is made, and nothing is left in it", () => {
  const folder = join(scratch(), "reports/new");
  mustTakeFiles(folder);

  expect(readdirSync(folder)).toEqual([]);
});

test("a file in the place of a folder is refused with subject, expected, seen and what to do", () => {
  const folder = join(scratch(), "reports");
  writeFileSync(folder, "");

  expect(() => mustTakeFiles(folder)).toThrow(Problem);
  expect(() => mustTakeFiles(folder)).toThrow(
    /reports: expected a path that this user can write, saw EEXIST.*\n {2}What to do: /,
  );
  expect(() => mustTakeFile(join(folder, "result.json"))).toThrow(/expected a path that this user can write/);
});

test("a file system that takes no files is refused", () => {
  expect(() => mustTakeFiles("/proc/sys")).toThrow(/\/proc\/sys: expected a path that this user can write/);
});

test("a file keeps its content, and one that is not there is not left behind", () => {
  const folder = scratch();
  writeFileSync(join(folder, "old.json"), "{}");
  mustTakeFile(join(folder, "old.json"));
  mustTakeFile(join(folder, "new.json"));

  expect(readFileSync(join(folder, "old.json"), "utf8")).toBe("{}");
  expect(readdirSync(folder)).toEqual(["old.json"]);
});
