import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { composedValues } from "../stack/composed-values.ts";
import { dotEnvHolds, dotEnvNames, takeOutOfDotEnv, writeDotEnv } from "./dot-env.ts";

function rootWith(dotEnv?: string): string {
  const root = scratchFolder("dot-env-");
  if (dotEnv !== undefined) writeFileSync(join(root, ".env"), dotEnv);
  return root;
}

function written(before: string | undefined, values: Record<string, string>): string {
  const root = rootWith(before);
  writeDotEnv(values, root);
  return readFileSync(join(root, ".env"), "utf8");
}

test("a variable is replaced, and every other line stays as it is", () => {
  const before = [
    "# images",
    "OLD_REDIS_IMAGE=redis:6",
    "  # REDIS_IMAGE=redis:7",
    "",
    "REDIS_IMAGE=redis:8",
    "REDIS_IMAGE_NOTE=a=b#c",
    "",
  ].join("\n");

  expect(written(before, { REDIS_IMAGE: "redis:9" })).toBe(before.replace("redis:8", "redis:9"));
});

test("a variable that is not there yet goes to the end, on a line of its own", () => {
  expect(written("A=1\n", { B: "2", C: "3" })).toBe("A=1\nB=2\nC=3\n");
  expect(written("A=1", { B: "2" })).toBe("A=1\nB=2\n");
});

test("a file that is missing or empty is written with the variables alone", () => {
  expect(written(undefined, { A: "1" })).toBe("A=1\n");
  expect(written("", { A: "1" })).toBe("A=1\n");
});

test("a value that looks like a replacement pattern is taken as it is", () => {
  const value = "a$&b$1c$$d$`e";

  expect(written("SECRET=old\n", { SECRET: value })).toBe(`SECRET='${value}'\n`);
});

test("line ends of another system stay", () => {
  expect(written("A=1\r\nB=2\r\n", { A: "3" })).toBe("A=3\r\nB=2\r\n");
});

test("a file that would not change is not written", () => {
  const root = rootWith("A=1\nB=2\n");
  const before = statSync(join(root, ".env"));

  writeDotEnv({ B: "2" }, root);

  const { ino, mtimeMs } = statSync(join(root, ".env"));
  expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
});

test("without variables no file is made", () => {
  const root = rootWith();

  writeDotEnv({}, root);

  expect(existsSync(join(root, ".env"))).toBe(false);
});

test("the file is readable for its owner alone, and nothing is left beside it", () => {
  const root = rootWith();

  writeDotEnv({ REDIS_PASSWORD: "secret" }, root);

  expect(statSync(join(root, ".env")).mode & 0o777).toBe(0o600);
  expect(readdirSync(root)).toEqual([".env"]);
});

test("a variable that stands twice is set in both places, since the last one counts", () => {
  expect(written("A=1\nB=2\nA=3\n", { A: "4" })).toBe("A=4\nB=2\nA=4\n");
});

test("a file that others may read stays so, and a link stays a link", () => {
  const root = rootWith("A=1\n");
  chmodSync(join(root, ".env"), 0o640);
  const linked = rootWith();
  symlinkSync(join(root, ".env"), join(linked, ".env"));

  writeDotEnv({ A: "2" }, linked);

  expect(readFileSync(join(root, ".env"), "utf8")).toBe("A=2\n");
  expect(statSync(join(root, ".env")).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(linked, ".env")).isSymbolicLink()).toBe(true);
});

test("only lines that set exactly these values are taken out", () => {
  const root = rootWith("# mine\nSCALE=0\nPULL=missing\nOTHER_SCALE=0\n");

  takeOutOfDotEnv({ SCALE: "0", PULL: "never" }, root);

  expect(readFileSync(join(root, ".env"), "utf8")).toBe("# mine\nPULL=missing\nOTHER_SCALE=0\n");
});

test("variables that were written and taken out again leave the file as it was", () => {
  const root = rootWith("A=1\n");

  writeDotEnv({ SCALE: "0", PULL: "never" }, root);
  takeOutOfDotEnv({ SCALE: "0", PULL: "never" }, root);

  expect(readFileSync(join(root, ".env"), "utf8")).toBe("A=1\n");
});

test.each([
  ["both lines", "SCALE=0\r\nPULL=never\r\n", true],
  ["one of them", "SCALE=0\n", false],
  ["another value", "SCALE=1\nPULL=never\n", false],
  ["a comment", "# SCALE=0\nPULL=never\n", false],
  ["no file", undefined, false],
])("the file holds variables: %s", (_what, text, holds) => {
  expect(dotEnvHolds({ SCALE: "0", PULL: "never" }, rootWith(text))).toBe(holds);
});

test.each([
  ["SCALE=1", true],
  ["export SCALE=1", true],
  ["  SCALE = 1", true],
  ["# SCALE=1", false],
  ["MY_SCALE=1", false],
])("the line %s names SCALE: %s", (line, names) => {
  expect(dotEnvNames(["SCALE", "PULL"], rootWith(`${line}\n`))).toBe(names);
});

/** What Compose reads of some variables in a folder. */
function readByCompose(root: string, names: readonly string[]): Record<string, string> {
  const texts = names.map((name) => `\${${name}-unset}`);
  const values = composedValues(texts, root, {});
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}

test.each([
  ["as export", "export A=1\nB=2\n"],
  ["with spaces around the sign", "A = 1\nB=2\n"],
  ["indented", "  A=1\nB=2\n"],
  ["with a colon", "A: 1\nB=2\n"],
  ["after a byte order mark", "\uFEFFA=1\nB=2\n"],
  ["with other line ends", "A=1\r\nB=2\r\n"],
  ["with a comment behind it", "A=1 # one\nB=2\n"],
  ["in quotes", "A='1'\nB=2\n"],
  ["over several lines", 'A="one\nA=two\nthree" # four\nB=2\n'],
  ["twice", "A=1\nB=2\nA=3\n"],
  ["without an end of its line", "B=2\nA=1"],
])("a variable that is set %s is replaced, and Compose reads the new value", (_how, before) => {
  const root = rootWith(before);

  writeDotEnv({ A: "new" }, root);

  expect(readByCompose(root, ["A", "B"])).toEqual({ A: "new", B: "2" });
  expect(readFileSync(join(root, ".env"), "utf8").match(/new/g)).toHaveLength(
    before.match(/A=[13]/g)?.length === 2 ? 2 : 1,
  );
});

test("what only looks like the variable, inside the value of another, stays", () => {
  const root = rootWith("B='one\nA=two\nthree'\n");

  writeDotEnv({ A: "new" }, root);

  expect(readByCompose(root, ["A", "B"])).toEqual({ A: "new", B: "one\nA=two\nthree" });
});

test.each([
  "plain",
  "with a space",
  "a#b",
  "a # b",
  "$A $B $$",
  "it's",
  '"quoted"',
  'it\'s "$B" \\n',
  "two\nlines",
  "",
  "back\\slash",
])("Compose reads the value %j as it was given", (value) => {
  const root = rootWith("B=2\n");

  writeDotEnv({ A: value }, root);

  expect(readByCompose(root, ["A"])).toEqual({ A: value });
});
