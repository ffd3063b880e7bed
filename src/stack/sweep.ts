import { isAbandoned, LABEL_RUN, type RunIdentity } from "../kernel/run-identity.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { type Engine, engine } from "./engine.ts";

/** Which stack of its run a container, network, volume or image belongs to. */
export const LABEL_STACK = "broker-signoff.stack";

type Labels = Readonly<Record<string, string>>;

/** What a sweep removed, by name or id. */
export interface Swept {
  containers: string[];
  networks: string[];
  volumes: string[];
  images: string[];
}

const KINDS = ["containers", "networks", "volumes", "images"] as const;

/** Removes what runs left behind that are no longer alive: a killed run cleans up at the next one's start. */
export async function sweepAbandoned(): Promise<Swept> {
  return sweep(await engine(), isAbandoned);
}

/** Removes everything of one stack. */
export async function sweepStack(id: string): Promise<Swept> {
  return sweep(await engine(), (labels) => labels[LABEL_STACK] === id);
}

/**
 * Removes everything that this run started and waits until nothing of it is left: a worker may have had a container
 * under way when the run was interrupted.
 */
export async function sweepRun(run: RunIdentity, answering = engine()): Promise<Swept> {
  const docker = await answering;
  const total: Swept = { containers: [], networks: [], volumes: [], images: [] };
  await until("nothing that this run started is left", { deadlineMs: 30_000, everyMs: 200 }, async () => {
    const swept = await sweep(docker, (labels) => labels[LABEL_RUN] === run.process);
    for (const kind of KINDS) total[kind].push(...swept[kind]);
    const removed = KINDS.reduce((sum, kind) => sum + swept[kind].length, 0);
    return removed === 0 ? done(total) : notYet(`removed ${removed} more`);
  });
  return total;
}

/**
 * Removes what carries the labels of a run that is one of ours; what carries none is not even listed.
 * @throws Error of the engine's when something cannot be removed for another reason than that it is going already
 */
export async function sweep(docker: Engine, isOurs: (labels: Labels) => boolean): Promise<Swept> {
  const containers = await removeContainers(docker, isOurs);
  const networks = await removeNetworks(docker, isOurs);
  const volumes = await removeVolumes(docker, isOurs);
  const images = await removeImages(docker, isOurs);
  return { containers, networks, volumes, images };
}

async function removeContainers(docker: Engine, isOurs: (labels: Labels) => boolean): Promise<string[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [LABEL_RUN] } });
  const ours = found.filter(({ Labels }) => isOurs(Labels));
  await Promise.all(
    ours.map(({ Id }) => ignoringGone(() => docker.getContainer(Id).remove({ force: true, v: true }))),
  );
  return ours.map(({ Id }) => Id.slice(0, 12));
}

async function removeNetworks(docker: Engine, isOurs: (labels: Labels) => boolean): Promise<string[]> {
  const found = await docker.listNetworks({ filters: { label: [LABEL_RUN] } });
  const ours = found.filter(({ Labels }) => isOurs(Labels ?? {}));
  await Promise.all(ours.map(({ Id }) => ignoringGone(() => docker.getNetwork(Id).remove())));
  return ours.map(({ Name }) => Name);
}

async function removeVolumes(docker: Engine, isOurs: (labels: Labels) => boolean): Promise<string[]> {
  const { Volumes } = await docker.listVolumes({ filters: { label: [LABEL_RUN] } });
  const ours = (Volumes ?? []).filter(({ Labels }) => isOurs(Labels ?? {}));
  await Promise.all(ours.map(({ Name }) => ignoringGone(() => docker.getVolume(Name).remove())));
  return ours.map(({ Name }) => Name);
}

/** Images that a run committed; those that it starts from carry no label of a run. */
async function removeImages(docker: Engine, isOurs: (labels: Labels) => boolean): Promise<string[]> {
  const found = await docker.listImages({ filters: { label: [LABEL_RUN] } });
  const ours = found.filter(({ Labels }) => isOurs(Labels ?? {}));
  await Promise.all(ours.map(({ Id }) => ignoringGone(() => docker.getImage(Id).remove())));
  return ours.map(({ Id, RepoTags }) => RepoTags?.[0] ?? Id);
}

/** Two sweeps may meet, or a fixture's own clean-up: 404 is gone already, 409 is being removed right now. */
async function ignoringGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (thrown) {
    const status = (thrown as { statusCode?: number }).statusCode;
    if (status !== 404 && status !== 409) throw thrown;
  }
}
