import { expect, test } from "vitest";
import { goneOn, type Look, standing } from "./looks.ts";

const SINCE = Date.parse("2026-01-01T00:00:10Z");
const look = (second: number, ExitCode: number, Output = ""): Look => ({
  Start: `2026-01-01T00:00:${second}.5Z`,
  End: `2026-01-01T00:00:${second + 1}Z`,
  ExitCode,
  Output,
});

test("a service that stands still is seen once the engine says that it is unhealthy", () => {
  expect(standing("unhealthy", [], SINCE)).toEqual({ kind: "seen" });
});

test("a look that began after the standstill and passed has missed it", () => {
  expect(standing("healthy", [look(12, 0)], SINCE)).toMatchObject({ kind: "wrong" });
});

test("a look that began before the standstill says nothing of it, nor does a look that failed", () => {
  expect(standing("healthy", [look(8, 0)], SINCE)).toEqual({ kind: "open", said: "healthy" });
  expect(standing("healthy", [look(8, 0), look(12, 1)], SINCE)).toMatchObject({ kind: "open" });
});

test("a service that has gone on is right again once the engine says that it is healthy", () => {
  expect(goneOn("healthy", [], SINCE)).toEqual({ kind: "seen" });
});

test("a look that fails by itself speaks against it, one that took too long on a busy host does not", () => {
  expect(goneOn("unhealthy", [look(12, 1, "a\nno answer\n")], SINCE)).toEqual({
    kind: "wrong",
    said: "its check says: no answer",
  });
  expect(goneOn("unhealthy", [look(12, -1, "exceeded timeout (3s)")], SINCE)).toEqual({
    kind: "open",
    said: "exceeded timeout (3s)",
  });
  expect(goneOn("unhealthy", [look(8, 1)], SINCE)).toEqual({ kind: "open", said: "unhealthy" });
});
