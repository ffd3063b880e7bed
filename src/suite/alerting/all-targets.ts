import { expectedTargets } from "../observability/expected-targets.ts";
import type { ExpectedTarget } from "../observability/targets-up.ts";
import { startedBrokers } from "../record/started-brokers.ts";

/** Every target that the delivered Prometheus can have, with all members of profile ha. */
export function allTargets(): Promise<ExpectedTarget[]> {
  return expectedTargets({ lacks: async () => undefined }, startedBrokers(), "own");
}

/** Of them the jobs that have one whether profile ha runs or not. */
export async function standingJobs(): Promise<string[]> {
  const ofHa = startedBrokers().flatMap(({ watched }) => watched?.haJobs ?? []);
  const jobs = new Set((await allTargets()).map(({ job }) => job));
  return [...jobs].filter((job) => !ofHa.includes(job));
}
