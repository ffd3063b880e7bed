import { isAbandoned, LABEL_RUN, type RunIdentity } from "../../kernel/run-identity.ts";
import { currentTarget } from "../../kernel/run-target.ts";
import { readAddresses } from "../../stack/addresses-file.ts";
import { ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { ComposedStack } from "../../stack/composed-stack.ts";
import { DeployedStack } from "../../stack/deployed-stack.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { removePlaces } from "./own-places.ts";

/** The services of a target that somebody has deployed; none where the run has a stack of its own. @throws Problem */
async function deployedServices(): Promise<RunningService[]> {
  const target = currentTarget();
  if (target.kind === "own") return [];
  if (target.kind === "addresses") return readAddresses(target.file, readComposeFile({ dotEnv: false }));
  return (await ComposedStack.of(ROOT)).running();
}

/** The deployed target, which a run only looks at. @throws Problem when nothing of it runs, or its file is malformed */
export async function deployedStack(): Promise<DeployedStack> {
  const target = currentTarget();
  const isComposed = target.kind === "stack";
  return new DeployedStack(await deployedServices(), {
    place: isComposed ? "the composed stack" : "the file of addresses",
    remedy: (name) => {
      if (!isComposed) return `add it to that file`;
      const profile = readComposeFile().services[name]?.profiles[0];
      return `docker compose ${profile ? `--profile ${profile} ` : ""}up -d --wait`;
    },
  });
}

/** Removes what runs have left on the deployed target that are no longer alive. */
export async function sweepAbandonedPlaces(): Promise<void> {
  await removePlaces(await deployedServices(), isAbandoned);
}

/** Removes what a run has made on the deployed target. */
export async function sweepPlaces(run: RunIdentity): Promise<void> {
  await removePlaces(await deployedServices(), (labels) => labels[LABEL_RUN] === run.process);
}
