import { isAbsolute, join, relative } from "node:path";
import { YamlFile } from "../kernel/yaml-file.ts";
import { type Plan, planSchema, type WrittenPlan } from "./schema.ts";
import { inScope } from "./scope.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The plan that this repository is about. */
export const DELIVERED = join(ROOT, "plan/plan.yaml");

/** The plan of this run: the delivered one, unless SIGNOFF_PLAN names another file. */
export function planFile(): string {
  return process.env.SIGNOFF_PLAN ?? DELIVERED;
}

/** Whether it is another plan than the delivered one. */
export function isOtherPlan(): boolean {
  return planFile() !== DELIVERED;
}

/** A plan's file as messages name it. */
export function nameOfPlan(path = planFile()): string {
  const below = relative(ROOT, path);
  return below.startsWith("..") || isAbsolute(below) ? path : below;
}

/** The whole checklist, as it is written. @throws Problem that names the line of everything it has wrong */
export function loadWholePlan(path = planFile()): WrittenPlan {
  return new YamlFile(path, {
    name: nameOfPlan(path),
    remedy: "fix the lines named; src/plan/schema.ts says what each key means",
  }).parse(planSchema);
}

/** The delivered checklist, as it is written, whatever the plan of this run is. @throws Problem as above */
export function loadDeliveredPlan(): WrittenPlan {
  return loadWholePlan(DELIVERED);
}

/** The checklist of this run: SIGNOFF_BROKERS names the brokers in scope, otherwise the plan does. @throws Problem as above */
export function loadPlan(path?: string): Plan {
  const whole = loadWholePlan(path);
  return inScope(whole, brokersOf(process.env.SIGNOFF_BROKERS) ?? whole.brokers);
}

function brokersOf(list: string | undefined): string[] | undefined {
  const ids = list
    ?.split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  return ids && ids.length > 0 ? [...new Set(ids)] : undefined;
}
