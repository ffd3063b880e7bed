import { expect, test } from "vitest";
import { topOfRun } from "./run-top.ts";
import { processesOf } from "./testing.ts";

const NPM_RUN = processesOf(
  [18_252, "bash", 1],
  [27_185, "npm run signoff", 18_252],
  [27_198, "sh", 27_185],
  [27_199, "node", 27_198],
  [27_206, "MainThread", 27_199],
  [23_148, "node (vitest 1)", 27_206],
);

test("a run of npm begins with npm, and the person's shell is above it", () => {
  expect(topOfRun(23_148, NPM_RUN)).toBe(27_185);
});

test("the outermost npm is the run's: it starts others below", () => {
  const nested = processesOf(
    [1, "systemd", 0],
    [10, "npm test", 1],
    [11, "sh", 10],
    [12, "node", 11],
    [13, "npm exec vitest", 12],
    [14, "node", 13],
  );

  expect(topOfRun(14, nested)).toBe(10);
});

test.for([
  ["an editor in whose terminal it runs", [3, "bash", 2]],
  ["a program that starts npm by itself", [3, "node", 2]],
] as const)("%s is no part of the run", ([, [shell, name]]) => {
  const editor = processesOf([2, "node", 1], [shell, name, 2], [4, "npm run signoff", 3], [5, "node", 4]);

  expect(topOfRun(5, editor)).toBe(4);
});

test("without npm it begins with the outermost Node", () => {
  const alone = processesOf([2, "make", 1], [3, "node", 2], [4, "node", 3]);

  expect(topOfRun(4, alone)).toBe(3);
});

test("where nothing above is seen it is this process, whatever it is called", () => {
  expect(topOfRun(7, processesOf([7, "renamed", 1]))).toBe(7);
  expect(topOfRun(7, processesOf())).toBe(7);
});
