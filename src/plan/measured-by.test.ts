import { join } from "node:path";
import { expect, test } from "vitest";
import { specFileOf, specOf } from "./measured-by.ts";
import { SPECS } from "./specs.ts";

test.each([
  ["block3/load.spec.ts", "block3/load", "block3/load"],
  ["block3/alerts/healthy.spec.ts", "block3/alerts", "block3/alerts/healthy"],
  ["block3/alerts/drills.spec.ts", "block3/alerts", "block3/alerts/drills"],
])("%s belongs to the spec %s, and is the file %s", (path, spec, file) => {
  expect([specOf(join(SPECS, path)), specFileOf(join(SPECS, path))]).toEqual([spec, file]);
});
