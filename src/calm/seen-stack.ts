import { release } from "node:os";
import { messageOf } from "../kernel/problem.ts";
import { currentRun, LABEL_RUN } from "../kernel/run-identity.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { isOnKernel } from "../stack/host-resources.ts";
import type { RunningService } from "../stack/running-service.ts";
import { LABEL_STACK } from "../stack/sweep.ts";
import type { StackContainer, StackNow } from "./stack-roots.ts";

/** The containers that count as the stack's, as far as they can be seen from this host. */
export interface SeenStack extends StackNow {
  /** The folder of the engine's data, on this host. */
  readonly dataFolder?: string;
  /** Why its containers are not seen. */
  readonly unseen?: string;
  /** Those that run now, where they come and go meanwhile. */
  readonly again?: () => Promise<StackNow>;
}

const LABEL_PROJECT = "com.docker.compose.project";

/** All containers of the stack that a service belongs to. Never fails: a stack that can't be seen says why. */
export async function seenStack(service: Pick<RunningService, "stack">): Promise<SeenStack> {
  return await orUnseen(async () => {
    const { stack } = service;
    const isOwn = (labels: Labels) => labels[LABEL_STACK] === stack || labels[LABEL_PROJECT] === stack;
    return await containersOf({ isOwn, named: stack });
  });
}

/** All containers that this run has started, of whichever stack. Never fails: a run that can't be seen says why. */
export async function seenRun(): Promise<SeenStack> {
  const run = currentRun().process;
  const isOwn = (labels: Labels) => labels[LABEL_RUN] === run;
  const found = await orUnseen(() => containersOf({ isOwn, named: "this run" }));
  if (found.unseen !== undefined) return found;
  const docker = await engine();
  const known = new Map(found.containers.map((each) => [each.id, each]));
  const again = async () => {
    const all = await docker.listContainers();
    const [own, others] = [
      all.filter(({ Labels }) => isOwn(Labels)),
      all.filter(({ Labels }) => !isOwn(Labels)),
    ];
    for (const each of own) if (!known.has(each.Id)) known.set(each.Id, await containerOf(docker, each));
    return {
      containers: own.flatMap(({ Id }) => known.get(Id) ?? []),
      strangers: others.map(({ Id }) => Id),
    };
  };
  return { ...found, ...(await again()), again };
}

type Labels = Readonly<Record<string, string>>;

interface Sought {
  isOwn: (labels: Labels) => boolean;
  /** Whose containers they are, in words. */
  named: string;
}

async function orUnseen(see: () => Promise<SeenStack>): Promise<SeenStack> {
  try {
    return await see();
  } catch (thrown) {
    const [reason = ""] = messageOf(thrown).split("\n");
    return { containers: [], unseen: reason };
  }
}

async function containersOf({ isOwn, named }: Sought): Promise<SeenStack> {
  const docker = await engine();
  const info = (await docker.info()) as Parameters<typeof isOnKernel>[0] & { DockerRootDir: string };
  if (!isOnKernel(info, release())) return { containers: [], unseen: "the engine runs in a virtual machine" };
  const own = await listed(docker, isOwn);
  if (own.length === 0)
    return { containers: [], unseen: `no container of ${named} runs on this host's engine` };
  const containers = await Promise.all(own.map((each) => containerOf(docker, each)));
  return { containers, dataFolder: info.DockerRootDir };
}

type ContainerInfo = Awaited<ReturnType<Engine["listContainers"]>>[number];

async function listed(docker: Engine, isOwn: Sought["isOwn"]): Promise<ContainerInfo[]> {
  return (await docker.listContainers()).filter(({ Labels }) => isOwn(Labels));
}

async function containerOf(
  docker: Engine,
  { Id: id, NetworkSettings }: ContainerInfo,
): Promise<StackContainer> {
  const { State } = await docker.getContainer(id).inspect();
  const addresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
  return { id, pid: State.Pid, addresses };
}
