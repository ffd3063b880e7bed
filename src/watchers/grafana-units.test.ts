import { expect, test } from "vitest";
import { grafanaUnit } from "./grafana-units.ts";

test("a unit says what it counts, and how much of the base one is", () => {
  expect(
    ["s", "ms", "µs", "percent", "percentunit", "bytes", "kbytes", "reqps", "opm"].map(grafanaUnit),
  ).toEqual([
    { base: "s", factor: 1 },
    { base: "s", factor: 1e-3 },
    { base: "s", factor: 1e-6 },
    { base: "share", factor: 0.01 },
    { base: "share", factor: 1 },
    { base: "bytes", factor: 1 },
    { base: "bytes", factor: 1024 },
    { base: "per second", factor: 1 },
    { base: "per second", factor: 1 / 60 },
  ]);
});

test("a plain number may count anything, and so may a word that nobody knows", () => {
  for (const id of ["", "none", "short", "suffix:frames", "prefix:about "])
    expect(grafanaUnit(id)).toEqual({ base: "any", factor: 1 });
});

test("words behind a number count by how they end", () => {
  expect(grafanaUnit("suffix:frames/s")).toEqual({ base: "per second", factor: 1 });
  expect(grafanaUnit("suffix: frames per minute")).toEqual({ base: "per second", factor: 1 / 60 });
  expect(grafanaUnit("suffix: ms")).toEqual({ base: "s", factor: 1e-3 });
  expect(grafanaUnit("suffix:%")).toEqual({ base: "share", factor: 0.01 });
});

test("a unit that is not known here is told as such", () => {
  expect(grafanaUnit("velocityknot")).toBeUndefined();
});
