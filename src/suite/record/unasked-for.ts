import type { TestContext } from "vitest";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { leftOut } from "../../plan/left-out.ts";
import { specOf, taskMeasuredBy } from "../../plan/measured-by.ts";
import { loadPlan, nameOfPlan } from "../../plan/plan-file.ts";
import "../../report/results/task-meta.ts";

/**
 * Why a test of a spec is not made that the plan, with the brokers in scope, does not ask for; nothing where it does, or
 * asks for one criterion of several that the test measures.
 */
export function unaskedFor({ file, meta }: Pick<TestContext["task"], "file" | "meta">): Obstacle | undefined {
  const plan = loadPlan();
  const spec = specOf(file.filepath);
  const scope = `with ${plan.brokers.join(", ")} in scope`;
  if (!taskMeasuredBy(plan, spec)) return unasked(`${spec} ${scope}`);
  const measures = (meta.claims ?? []).map(({ criterion }) => criterion);
  const isUnasked = measures.length > 0 && measures.every((measure) => leftOut(plan, { spec, measure }));
  return isUnasked ? unasked(`${measures.join(", ")} of ${spec}`) : undefined;
}

function unasked(what: string): Obstacle {
  return { kind: "selection", text: `${nameOfPlan()} does not ask for ${what}` };
}
