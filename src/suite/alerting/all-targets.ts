import { expectedTargets } from "../observability/expected-targets.ts";
import type { ExpectedTarget } from "../observability/targets-up.ts";
import { startedBrokers } from "../record/started-brokers.ts";

/** Every target that the delivered Prometheus can have of the brokers that are started, with all their members. */
export function allTargets(): Promise<ExpectedTarget[]> {
  return expectedTargets({ lacks: async () => undefined }, startedBrokers(), "own");
}

/** Of them the jobs that have one whatever profile runs. */
export async function standingJobs(always = startedBrokers([])): Promise<string[]> {
  const ofHa = always.flatMap(({ watched }) => watched?.haJobs ?? []);
  const standing = await expectedTargets({ lacks: async () => undefined }, always, "own");
  const jobs = new Set(standing.map(({ job }) => job));
  return [...jobs].filter((job) => !ofHa.includes(job));
}
