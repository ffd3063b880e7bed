import { brokerNamed } from "../../brokers/all.ts";
import { loadPlan, loadWholePlan } from "../../plan/plan-file.ts";
import { loadWaivers } from "../../plan/waivers.ts";

/** @throws Problem for a broker of the plan, of the run's scope or of a waiver that nothing here can measure */
export function mustBeKnown(plan = loadWholePlan()): void {
  const about = plan.blocks.flatMap(({ tasks }) =>
    tasks.flatMap(({ broker }) => (broker && broker !== "each" ? [broker] : [])),
  );
  const waived = loadWaivers().flatMap(({ broker }) => broker ?? []);
  for (const id of [...plan.brokers, ...loadPlan().brokers, ...about, ...waived]) brokerNamed(id);
}
