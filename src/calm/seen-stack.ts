import { release } from "node:os";
import { messageOf } from "../kernel/problem.ts";
import { engine } from "../stack/engine.ts";
import { isOnKernel } from "../stack/host-resources.ts";
import type { RunningService } from "../stack/running-service.ts";
import { LABEL_STACK } from "../stack/sweep.ts";
import type { StackContainer } from "./stack-roots.ts";

/** The stack that a speed is measured on, as far as it can be seen from this host. */
export interface SeenStack {
  /** Those that run now; none where they are not seen. */
  readonly containers: readonly StackContainer[];
  /** The folder of the engine's data, on this host. */
  readonly dataFolder?: string;
  /** Why its containers are not seen. */
  readonly unseen?: string;
}

const LABEL_PROJECT = "com.docker.compose.project";

/** All containers of the stack that a service belongs to. Never fails: a stack that can't be seen says why. */
export async function seenStack(service: Pick<RunningService, "stack">): Promise<SeenStack> {
  try {
    return await containersOf(service.stack);
  } catch (thrown) {
    const [reason = ""] = messageOf(thrown).split("\n");
    return { containers: [], unseen: reason };
  }
}

async function containersOf(stack: string): Promise<SeenStack> {
  const docker = await engine();
  const info = (await docker.info()) as Parameters<typeof isOnKernel>[0] & { DockerRootDir: string };
  if (!isOnKernel(info, release())) return { containers: [], unseen: "the engine runs in a virtual machine" };
  const listed = await docker.listContainers();
  const own = listed.filter(({ Labels }) => Labels[LABEL_STACK] === stack || Labels[LABEL_PROJECT] === stack);
  if (own.length === 0)
    return { containers: [], unseen: `no container of ${stack} runs on this host's engine` };
  const containers = own.map(async ({ Id: id, NetworkSettings }) => ({
    id,
    pid: (await docker.getContainer(id).inspect()).State.Pid,
    addresses: Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress),
  }));
  return { containers: await Promise.all(containers), dataFolder: info.DockerRootDir };
}
