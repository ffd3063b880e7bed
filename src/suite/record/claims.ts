import type { Claim } from "../../plan/record.ts";
import type { Broker } from "../../plan/schema.ts";
import "../../report/task-meta.ts";

/** The option of a test that says which criteria it measures: each has to be recorded by the time the test ends. */
export function proves(...criteria: string[]): { meta: { claims: Claim[] } } {
  return { meta: { claims: criteria.map((criterion) => ({ criterion })) } };
}

/** The same for a task that is measured for each broker. */
export function provesFor(broker: Broker, ...criteria: string[]): { meta: { claims: Claim[] } } {
  return { meta: { claims: criteria.map((criterion) => ({ criterion, broker })) } };
}
