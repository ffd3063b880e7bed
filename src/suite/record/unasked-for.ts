import type { TestContext } from "vitest";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { specOf, taskMeasuredBy } from "../../plan/measured-by.ts";
import { loadPlan, nameOfPlan } from "../../plan/plan-file.ts";

/** Why a test of a spec is not made that the plan, with the brokers in scope, does not ask for; nothing where it does. */
export function unaskedFor({ file }: Pick<TestContext["task"], "file">): Obstacle | undefined {
  const plan = loadPlan();
  const spec = specOf(file.filepath);
  if (taskMeasuredBy(plan, spec)) return undefined;
  return {
    kind: "selection",
    text: `${nameOfPlan()} does not ask for ${spec} with ${plan.brokers.join(", ")} in scope`,
  };
}
