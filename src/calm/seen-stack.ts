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
    const { strangers: _others, again: _later, ...seen } = await seenNow({ isOwn, named: stack });
    return seen;
  });
}

/** All containers that this run has started, of whichever stack. Never fails: a run that can't be seen says why. */
export async function seenRun(): Promise<SeenStack> {
  return await orUnseen(async () => {
    const run = currentRun().process;
    return await seenNow({ isOwn: (labels) => labels[LABEL_RUN] === run, named: "this run" });
  });
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

async function seenNow({ isOwn, named }: Sought): Promise<SeenStack> {
  const docker = await engine();
  const info = (await docker.info()) as Parameters<typeof isOnKernel>[0] & { DockerRootDir: string };
  if (!isOnKernel(info, release())) return { containers: [], unseen: "the engine runs in a virtual machine" };
  const known = new Map<string, StackContainer>();
  const again = () => stackNow(docker, isOwn, known);
  const now = await again();
  if (now.containers.length === 0)
    return { containers: [], unseen: `no container of ${named} runs on this host's engine` };
  return { ...now, dataFolder: info.DockerRootDir, again };
}

/** @param known containers that need not be asked about again, by their ids; new ones are added */
async function stackNow(
  docker: Engine,
  isOwn: Sought["isOwn"],
  known: Map<string, StackContainer>,
): Promise<StackNow> {
  const { own = [], others = [] } = Object.groupBy(await docker.listContainers(), ({ Labels }) =>
    isOwn(Labels) ? "own" : "others",
  );
  const containers = own.map(async (each) => {
    const container = known.get(each.Id) ?? (await containerOf(docker, each));
    known.set(each.Id, container);
    return container;
  });
  return { containers: await Promise.all(containers), strangers: others.map(({ Id }) => Id) };
}

type ContainerInfo = Awaited<ReturnType<Engine["listContainers"]>>[number];

async function containerOf(
  docker: Engine,
  { Id: id, NetworkSettings }: ContainerInfo,
): Promise<StackContainer> {
  const { State } = await docker.getContainer(id).inspect();
  const addresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
  return { id, pid: State.Pid, addresses };
}
