import { expect, test } from "vitest";
import { aloneSpecs, holdsSpecs, runsAlone, sideBySide } from "./lanes.ts";
import { loadWholePlan } from "./plan-file.ts";

test.each([
  [{ processors: 2, availableGib: 16 }, 1],
  [{ processors: 8, availableGib: 64 }, 7],
  [{ processors: 8, availableGib: 9 }, 4],
  [{ processors: 2, availableGib: 1 }, 1],
])("on %o run %i specs side by side", (host, expected) => {
  expect(sideBySide(host)).toBe(expected);
});

test("what measures a speed of the delivered plan runs by itself", () => {
  const alone = aloneSpecs(loadWholePlan());

  expect(alone).toContain("specs/block1/performance.spec.ts");
  expect(alone).toContain("specs/block3/load.spec.ts");
  expect(alone).toContain("specs/overall/performance.spec.ts");
  expect(alone).not.toContain("specs/overall/security.spec.ts");
  expect(alone.filter((file) => file.includes("block3/alerts"))).toEqual([
    "specs/block3/alerts/healthy.spec.ts",
  ]);
});

test("both lanes hold specs, and unit tests are none", () => {
  expect(["specs", "specs-alone", "unit", "sabotage"].filter((name) => holdsSpecs({ name }))).toEqual([
    "specs",
    "specs-alone",
  ]);
});

test("a file runs by itself where its task does, or where the task names it", () => {
  expect(runsAlone({ alone: true }, "block3/load")).toBe(true);
  expect(runsAlone({ alone: ["healthy"] }, "block3/alerts/healthy")).toBe(true);
  expect(runsAlone({ alone: ["healthy"] }, "block3/alerts/drills")).toBe(false);
  expect(runsAlone({}, "block1/persistence")).toBe(false);
});
