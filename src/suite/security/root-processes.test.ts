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
