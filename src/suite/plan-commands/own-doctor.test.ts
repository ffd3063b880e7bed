import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { lackingOtherwise, linkPrograms, marksOtherwise } from "./own-doctor.ts";

const LACKING = [
  "✔ Docker Engine       29.0",
  "✖ image of redis      none:none is not here",
  "✖ ports of the stack  6379 held by container redis, 6380 held by process node (7)",
  "✖ jq                  not on the PATH",
  "",
].join("\n");

test("a doctor that names everything that is known to lack has nothing that is otherwise", () => {
  expect(lackingOtherwise({ stdout: LACKING }, 6380)).toBeUndefined();
});

test.for([
  ["✖ jq ", "✔ jq ", "it does not mark jq"],
  ["✖ image", "✔ image", "it does not mark image of redis"],
  ["none:none is", "redis:8 is", "it does not name none:none"],
  ["✖ ports", "✔ ports", "it does not mark ports of the stack"],
  [", 6380 held by process node (7)", "", "it does not name port 6380"],
  ["✖ jq ", "✖ jquery ", "it does not mark jq"],
] as const)("with %s made %s: %s", ([from, to, otherwise]) => {
  expect(lackingOtherwise({ stdout: LACKING.replace(from, to) }, 6380)).toBe(otherwise);
});

test("marks and exit code of a doctor have to agree", () => {
  const differ = "its marks and its exit code differ";

  expect(marksOtherwise({ stdout: LACKING, exitCode: 1 })).toBeUndefined();
  expect(marksOtherwise({ stdout: "✔ jq\n", exitCode: 0 })).toBeUndefined();
  expect(marksOtherwise({ stdout: LACKING, exitCode: 0 })).toBe(differ);
  expect(marksOtherwise({ stdout: "✔ jq\n", exitCode: 1 })).toBe(differ);
  expect(marksOtherwise({ stdout: "", exitCode: 0 })).toBe(differ);
});

test("a folder of programs has each of the PATH once, and the one that is to lack nowhere", () => {
  const root = scratchFolder("programs-");
  const path = ["a", "b"].map((name) => {
    mkdirSync(join(root, name));
    for (const program of ["sh", "jq", `only-${name}`]) writeFileSync(join(root, name, program), "");
    return join(root, name);
  });

  linkPrograms(join(root, "all"), "jq", [...path, join(root, "none")].join(":"));

  expect(readdirSync(join(root, "all")).toSorted()).toEqual(["only-a", "only-b", "sh"]);
});
