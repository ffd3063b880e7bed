import { Undetermined } from "../../kernel/undetermined.ts";
import type { ContainerState, RunningService } from "../../stack/running-service.ts";

type Seen = Pick<RunningService, "name" | "state">;

/** What was looked at, and how the service's process changed meanwhile, if it did. */
export interface WithProcess<T> {
  found: T;
  restarted: string | undefined;
}

/** Looks at something that is one process' doing, as far as the process can be seen. */
export async function ofOneProcess<T>(service: Seen, look: () => Promise<T>): Promise<WithProcess<T>> {
  const before = await seen(service);
  const found = await look();
  return { found, restarted: before && changeOf(service.name, before, await seen(service)) };
}

function changeOf(
  name: string,
  before: ContainerState,
  after: ContainerState | undefined,
): string | undefined {
  if (!after) return `${name} could not be seen any more when its load had ended`;
  if (!after.running) return `${name} had ended with ${after.exitCode} before its load did`;
  if (after.pid === before.pid && after.startedAt === before.startedAt) return undefined;
  return `${name} was started again while it was measured: process ${before.pid} before, ${after.pid} after`;
}

/** None for a service that is reached by its address alone. */
async function seen(service: Seen): Promise<ContainerState | undefined> {
  try {
    return await service.state();
  } catch (thrown) {
    if (thrown instanceof Undetermined) return undefined;
    throw thrown;
  }
}
