import { BROKERS } from "../../brokers/all.ts";
import { isOwn } from "../../brokers/destinations.ts";
import { isAbandoned, LABEL_RUN, type RunIdentity } from "../../kernel/run-identity.ts";
import { currentTarget } from "../../kernel/run-target.ts";
import { ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { ComposedStack } from "../../stack/composed-stack.ts";
import { DeployedStack } from "../../stack/deployed-stack.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { readAddresses } from "./addresses-file.ts";

/** The services of a target that somebody has deployed; none where the run has a stack of its own. @throws Problem */
async function deployedServices(): Promise<RunningService[]> {
  const target = currentTarget();
  if (target.kind === "own") return [];
  if (target.kind === "addresses") return readAddresses(target.file, readComposeFile({ dotEnv: false }));
  // With the credentials of what runs: those of .env may be others by now.
  return (await ComposedStack.of(ROOT)).runningAsStarted();
}

/** The deployed target, which a run only looks at. @throws Problem when nothing of it runs, or its file is malformed */
export async function deployedStack(): Promise<DeployedStack> {
  const target = currentTarget();
  const isComposed = target.kind === "stack";
  return new DeployedStack(await deployedServices(), {
    subject: isComposed ? "the composed stack" : "the file of addresses",
    remedy: (name) => {
      if (!isComposed) return `add it to that file`;
      const profile = readComposeFile().services[name]?.profiles[0];
      return `docker compose ${profile ? `--profile ${profile} ` : ""}up -d --wait`;
    },
  });
}

/** Removes what runs have left on the deployed target that are no longer alive. */
export async function sweepAbandonedDestinations(): Promise<void> {
  await removeOwn(await deployedServices(), isAbandoned);
}

/** Removes what a run has made on the deployed target. */
export async function sweepDestinations(run: RunIdentity): Promise<void> {
  await removeOwn(await deployedServices(), (labels) => labels[LABEL_RUN] === run.process);
}

/**
 * Removes streams, queues and policies of runs from brokers that someone has deployed.
 * @param isOurs whether a run's are to go, by the labels that it would have
 * @returns their names
 */
export async function removeOwn(
  services: readonly RunningService[],
  isOurs: (labels: Record<string, string>) => boolean,
): Promise<string[]> {
  const removed = services.map(async (service) => {
    const broker = BROKERS.find(({ id }) => id === service.name);
    return broker ? broker.removeOwn(service, (name) => isOwn(name, isOurs)) : [];
  });
  return (await Promise.all(removed)).flat();
}
