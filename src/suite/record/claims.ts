import type { Claim } from "../../plan/record.ts";
import "../../report/results/task-meta.ts";
import type { Need } from "../target/needs.ts";

/** The option of a test that says what it measures. */
class Proof {
  readonly meta: { claims: Claim[]; needs: Need[] };

  constructor(claims: Claim[], needs: Need[]) {
    this.meta = { claims, needs };
  }

  /** The same for a test that is skipped, with the reason, where one of these is missing. */
  needs(...needs: [Need, ...Need[]]): Proof {
    return new Proof(this.meta.claims, needs);
  }
}

/** The option of a test that says which criteria it measures: each has to be recorded by the time the test ends. */
export function proves(...criteria: string[]): Proof {
  return new Proof(
    criteria.map((criterion) => ({ criterion })),
    [],
  );
}

/** The same for a task that is measured for each broker. */
export function provesFor(broker: string, ...criteria: string[]): Proof {
  return new Proof(
    criteria.map((criterion) => ({ criterion, broker })),
    [],
  );
}
