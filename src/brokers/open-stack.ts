import type { ContainerClass } from "../stack/containers.ts";
import { Stack } from "../stack/stack.ts";
import { BROKERS } from "./all.ts";
import type { Broker } from "./broker.ts";

/** A stack of the run's own, where each broker runs in its own kind of container. */
export async function openStack(): Promise<Stack> {
  return Stack.open(await containerKinds(BROKERS));
}

/** The kinds of container that brokers have, by the service that runs alone. */
export async function containerKinds(
  brokers: readonly Broker[],
): Promise<ReadonlyMap<string, ContainerClass>> {
  const kinds = new Map<string, ContainerClass>();
  for (const broker of brokers) {
    const kind = await broker.container?.();
    if (kind) kinds.set(broker.nodes[0], kind);
  }
  return kinds;
}
