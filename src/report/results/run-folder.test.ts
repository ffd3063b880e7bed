import { basename, relative } from "node:path";
import { expect, test } from "vitest";
import { isAlive } from "../../kernel/run-identity.ts";
import { REPORTS, runFolder } from "./run-folder.ts";

test("the name of a run's folder leads back to the process that made it", () => {
  expect(isAlive(basename(runFolder()).replaceAll("_", "/"))).toBe(true);
});

test("a run keeps what is not published yet in one folder of its own beside the reports", () => {
  expect(runFolder()).toBe(runFolder());
  expect(relative(REPORTS, runFolder())).toMatch(/^\.running[\\/][^\\/]+$/);
});
