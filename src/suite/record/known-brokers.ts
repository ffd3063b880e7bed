import { brokerNamed } from "../../brokers/all.ts";
import type { Plan } from "../../plan/schema.ts";

/** @throws Problem for a broker of the plan that nothing here can measure */
export function mustBeKnown({ blocks }: Plan): void {
  for (const { tasks } of blocks) {
    for (const { brokers = [] } of tasks) brokers.forEach(brokerNamed);
  }
}
