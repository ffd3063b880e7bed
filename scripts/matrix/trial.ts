import { BROKERS } from "../../src/brokers/all.ts";
import type { WrittenPlan } from "../../src/plan/schema.ts";
import { selectedSpecs } from "../../src/plan/selected-specs.ts";
import type { DebianVersion } from "../../src/stack/debian-version.ts";

/** Every version that is tried. */
export const VERSIONS: readonly DebianVersion[] = BROKERS.flatMap(({ versions = [] }) => versions);

/** Tried on every version, beside what the plan asks of its broker alone. */
const OF_EVERY_BROKER = "overall/reliability";

/** The parts of paths that select the specs that a version of a broker is tried with. @param broker its id */
export function specsFor(broker: string, plan: WrittenPlan): string[] {
  const own = plan.blocks.flatMap(({ tasks }) => tasks).filter((task) => task.broker === broker);
  return selectedSpecs(plan, [...own.map(({ id }) => id), OF_EVERY_BROKER]);
}
