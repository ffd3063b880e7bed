import { expect, test } from "vitest";
import { loadPlan } from "./load.ts";
import { selectedSpecs } from "./selected-specs.ts";

const plan = loadPlan();

test("a block selects the specs of its tasks", () => {
  expect(selectedSpecs(plan, ["block0"])).toEqual([
    "specs/block0/ports.spec.ts",
    "specs/block0/ports/",
    "specs/block0/resources.spec.ts",
    "specs/block0/resources/",
  ]);
});

test("a task selects its own, whichever order they are named in", () => {
  expect(selectedSpecs(plan, ["overall/security/", "block1/exporter"])).toEqual([
    "specs/block1/exporter.spec.ts",
    "specs/block1/exporter/",
    "specs/overall/security.spec.ts",
    "specs/overall/security/",
  ]);
});

test("nothing named is everything", () => {
  expect(selectedSpecs(plan, [])).toEqual([]);
});

test("what the plan does not have is refused, a part of a name as well", () => {
  expect(() => selectedSpecs(plan, ["block1", "block", "overall/speed"])).toThrow(
    /tasks block, overall\/speed/,
  );
});
