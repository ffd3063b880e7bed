import { expect, test } from "vitest";
import { hasRoot } from "./root-processes.ts";

const status = (...users: string[]) =>
  users.map((numbers) => `Name:\tserver\nPid:\t1\nUid:\t${numbers}\nGid:\t0\t0\t0\t0\n`).join("");
const REDIS = "999\t999\t999\t999";

test("processes of another user are not root's, whatever their group", () => {
  expect(hasRoot(status(REDIS, "100\t100\t100\t100"))).toBe(false);
});

test.for(["0\t0\t0\t0", "999\t0\t999\t999", "999\t999\t0\t999"])("one with the users %j is", (numbers) => {
  expect(hasRoot(status(REDIS, numbers))).toBe(true);
});

test("a text that says nothing of users says nothing of root", () => {
  expect(hasRoot("")).toBeUndefined();
  expect(hasRoot("sh: not found")).toBeUndefined();
});

const named = (name: string, numbers: string) =>
  `Name:\t${name}\nState:\tS\nPid:\t9\nUid:\t${numbers}\nGid:\t0\t0\t0\t0\n`;
const ROOT = "0\t0\t0\t0";

test.for(["runc:[2:INIT]", "crun"])("%s brings a command in, and is root until it is there", (name) => {
  expect(hasRoot(named("redis-server", REDIS) + named(name, ROOT))).toBe("entering");
});

test("beside it, a process that is root is", () => {
  expect(hasRoot(named("runc:[2:INIT]", ROOT) + named("redis-server", ROOT))).toBe(true);
  expect(hasRoot(named("runc:[2:INIT]", REDIS) + named("redis-server", REDIS))).toBe(false);
});
