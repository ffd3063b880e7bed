import { expect, test } from "vitest";
import { loadPlan } from "./plan-file.ts";
import type { Profile } from "./profile.ts";
import { selectedSpecs, tasksOfRun } from "./selected-specs.ts";
import { plannedCriterion, plannedTask, planOf } from "./testing.ts";

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

test("nothing named is every task of the plan", () => {
  const tasks = plan.blocks.flatMap((block) => block.tasks);

  expect(selectedSpecs(plan, [])).toHaveLength(2 * tasks.length);
});

test("a profile that is for some tasks runs them, unless others are named", () => {
  const ids = (named: string[], profile: Profile) => tasksOfRun(plan, named, profile).map(({ id }) => id);

  expect(ids([], "hosts")).toEqual(["overall/hosts"]);
  expect(ids(["block0/ports"], "hosts")).toEqual(["block0/ports"]);
  expect(ids([], "full")).toEqual(plan.blocks.flatMap((block) => block.tasks.map(({ id }) => id)));
  expect(ids([], "quick")).toEqual(ids([], "full"));
});

test("the spec of a task may have another name", () => {
  const messages = plannedTask("speed/messages", [plannedCriterion("rate")], { spec: "block3/load" });

  expect(selectedSpecs(planOf(messages), ["speed"])).toEqual([
    "specs/block3/load.spec.ts",
    "specs/block3/load/",
  ]);
});

test("what the plan does not have is refused, a part of a name as well", () => {
  expect(() => selectedSpecs(plan, ["block1", "block", "overall/speed"])).toThrow(
    /tasks block, overall\/speed/,
  );
});
