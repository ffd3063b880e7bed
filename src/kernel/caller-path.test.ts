import { expect, test } from "vitest";
import { callerPath } from "./caller-path.ts";

test("a relative path is relative to the caller's folder", () => {
  expect(callerPath("out/load", { INIT_CWD: "/home/me" })).toBe("/home/me/out/load");
  expect(callerPath("../pictures", { INIT_CWD: "/home/me" })).toBe("/home/pictures");
});

test("an absolute path stays one", () => {
  expect(callerPath("/tmp/out", { INIT_CWD: "/home/me" })).toBe("/tmp/out");
});

test("without npm and launcher it is relative to this process's folder", () => {
  expect(callerPath("out", {})).toBe(`${process.cwd()}/out`);
});
