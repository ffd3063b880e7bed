import { type Disk, NodeDisks } from "../../faults/disk.ts";
import { XfsDisk } from "../../faults/xfs-disk.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Stack } from "../../stack/stack.ts";
import type { Broker } from "../broker.ts";
import { type Changes, changed } from "./changed-config.ts";
import { NatsDeployment } from "./nats-deployment.ts";
import type { NatsTarget } from "./nats-target.ts";

/** A cluster whose nodes read a changed configuration, once it is whole; each with a disk whose power can be cut. */
export async function clusterWith(
  stack: Stack,
  broker: Broker<NatsTarget>,
  changes: Changes,
  { hasDisks = true } = {},
): Promise<NatsDeployment> {
  const disks = hasDisks ? await Promise.all(broker.nodes.map((name) => diskFor(stack, name, broker))) : [];
  const start = (name: string) =>
    stack.startChanged(name, (shipped) => changed(broker.amongOthers?.(shipped) ?? shipped, changes));
  const [first, ...others] = broker.nodes.map(start);
  const deployment = new NatsDeployment(broker, {
    nodes: [await (first as Promise<RunningService>), ...(await Promise.all(others))],
    witnesses: [],
    disks,
  });
  await deployment.nodes[0].answers();
  await deployment.whole();
  return deployment;
}

async function diskFor(
  stack: Stack,
  name: string,
  { deployment }: Pick<Broker, "deployment">,
): Promise<Disk> {
  const disk = await XfsDisk.create(stack.id, deployment?.diskMiB ?? 0);
  stack.placeVolume(`${name}-data`, disk.volume);
  return new NodeDisks(name, [disk]);
}
