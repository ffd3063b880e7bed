import type { Broker } from "../../brokers/broker.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { whyLeftOut } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { exportersOf, startedBrokers, watchable } from "../record/started-brokers.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";

/** What a drill is made on. */
export interface Drilled {
  trial: TrialStack;
  brokers: readonly Broker[];
  /** Those of them whose figures are seen. */
  observed: readonly Broker[];
  /** What keeps others from being seen. */
  unseen: Obstacle | undefined;
  /** The names of the services that are broken and restored. */
  services: readonly [string, ...string[]];
}

export async function drilledOn(trial: TrialStack): Promise<Drilled> {
  const brokers = startedBrokers();
  const { brokers: observed, unseen } = await watchable({
    lacks: async (...names) => whyLeftOut(trial.composed.file, ...names),
  });
  const exporters = observed.flatMap(exportersOf);
  return {
    ...{ trial, brokers, observed, unseen },
    services: ["prometheus", ...brokers.map(({ id }) => id), ...exporters],
  };
}

/** The services that are broken and restored, as they run, and the other nodes of their brokers where Compose started those too. */
export async function servicesOf({ trial, services, brokers }: Drilled): Promise<RunningService[]> {
  const names = [...services, ...brokers.flatMap(({ nodes }) => nodes)];
  return (await trial.composed.running()).filter(({ name }) => names.includes(name));
}

/** @throws Undetermined when it does not run */
export async function running(trial: TrialStack, name: string): Promise<RunningService> {
  const service = (await trial.composed.running()).find((each) => each.name === name);
  if (!service) throw new Undetermined(`${name} of the trial stack does not run`);
  return service;
}
