import type { Broker } from "../../brokers/broker.ts";
import type { Deployment, Topology } from "../../brokers/deployment.ts";
import { startMembers } from "../../brokers/members.ts";
import { type Disk, NodeDisks } from "../../faults/disk.ts";
import { XfsDisk } from "../../faults/xfs-disk.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import type { Stack } from "../../stack/stack.ts";
import type { UnderTest } from "../record/under-test.ts";

/** A broker that faults can be made on. */
export type FaultyBroker = Broker & Required<Pick<Broker, "deployment">>;

export function isFaulty(broker: Broker): broker is FaultyBroker {
  return broker.deployment !== undefined;
}

/** What is to be started. */
export interface Beginning {
  broker: FaultyBroker;
  topology: Topology;
  /** Whether each node gets a disk of its own, whose power can be cut. */
  hasDisks: boolean;
  underTest: StartedOn;
}

/** Who is told what was started. */
export type StartedOn = Pick<UnderTest, "add" | "versions" | "keepLogs">;

/** A broker as delivered, on a stack of its own. */
export async function startDeployment(
  stack: Stack,
  { broker, topology, hasDisks, underTest }: Beginning,
): Promise<Deployment> {
  const members =
    topology === "ha" ? broker : { ...broker, nodes: [broker.nodes[0]] as const, witnesses: [] };
  const disks = hasDisks ? await disksFor(stack, members.nodes, broker.deployment.diskMiB) : [];
  const started = await startMembers(stack, members);
  underTest.add([...started.nodes, ...started.witnesses]);
  const deployment = await broker.deployment.of({ ...started, disks });
  underTest.versions[broker.id] = await deployment.version();
  return deployment;
}

/** A disk for each volume that the compose file gives a node, whatever it is called. */
function disksFor(stack: Stack, nodes: readonly string[], mib: number): Promise<Disk[]> {
  const file = readComposeFile({ dotEnv: false });
  return Promise.all(
    nodes.map(async (name) => {
      const volumes = serviceOf(file, name).volumes.filter(({ kind }) => kind === "volume");
      const disks = volumes.map(async ({ source }) => {
        const disk = await XfsDisk.create(stack.id, mib);
        stack.placeVolume(source, disk.volume);
        return disk;
      });
      return new NodeDisks(name, await Promise.all(disks));
    }),
  );
}
