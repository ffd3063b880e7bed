import { join } from "node:path";
import { YamlFile } from "../kernel/yaml-file.ts";
import { type Plan, planSchema } from "./schema.ts";

const PLAN = join(import.meta.dirname, "../../plan/plan.yaml");

/** The checklist. @throws Problem that names the line of everything it has wrong */
export function loadPlan(path = PLAN): Plan {
  return new YamlFile(path, {
    name: "plan/plan.yaml",
    remedy: "fix the lines named; src/plan/schema.ts says what each key means",
  }).parse(planSchema);
}
