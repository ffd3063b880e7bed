import { together } from "../../faults/fault.ts";
import { isolation } from "../../faults/isolation.ts";
import { powerCut } from "../../faults/power-cut.ts";
import type { Broker } from "../broker.ts";
import { type DurabilitySetting, type DurabilityTrial, ofOneNode } from "../durability.ts";
import type { FrameBroker } from "../frame-broker.ts";
import { targetOfMembers } from "../target-from.ts";
import { type Changes, changed } from "./changed-config.ts";
import { clusterWith } from "./cluster-with.ts";
import { takenOver } from "./leader-elsewhere.ts";
import { NatsAdmin } from "./nats-admin.ts";
import type { NatsDeployment } from "./nats-deployment.ts";
import { NatsStream } from "./nats-stream.ts";
import type { NatsTarget } from "./nats-target.ts";

const DELIVERED: Changes = {};
const BY_DEFAULT: Changes = { "nats.conf": ["sync_interval: always", 'sync_interval: "2m"'] };
const IN_MEMORY: Changes = {
  "stream.json": ['"storage": "file"', '"storage": "memory"'],
  "nats.conf": ["max_memory_store: 64MB", "max_memory_store: 5GB"],
};

/** What is delivered, and what was not chosen. */
export function natsDurability(broker: Broker<NatsTarget>): readonly DurabilitySetting[] {
  return [
    ...withSync(broker, "sync_interval always", DELIVERED),
    ...withSync(broker, "sync_interval 2m, its default", BY_DEFAULT),
    { name: "NATS, one node, stream in memory", faults: ofNode(broker, IN_MEMORY) },
  ];
}

function withSync(broker: Broker<NatsTarget>, words: string, changes: Changes): DurabilitySetting[] {
  const isOurs = changes === DELIVERED;
  return [
    { name: `NATS, one node, ${words}`, isOurs, faults: ofNode(broker, changes) },
    {
      name: `NATS, ha, just declared, ${words}`,
      isOurs,
      faults: [
        ofCluster(broker, changes, "power cut of the leader", async (cluster) => {
          const leader = await cluster.front();
          return powerCut(leader.service, cluster.diskOf(leader));
        }),
        ofCluster(broker, changes, "power cut of all nodes", async (cluster) =>
          together(
            "power cut of all nodes",
            cluster.nodes.map((node) => powerCut(node.service, cluster.diskOf(node))),
          ),
        ),
        splitBrain(broker, changes),
      ],
    },
  ];
}

function ofNode(broker: Broker<NatsTarget>, changes: Changes): DurabilityTrial[] {
  return ofOneNode(
    broker,
    async (service) => {
      const nats = new NatsAdmin(service);
      await nats.answers();
      return new NatsStream({ ...nats.login, destination: broker.destination });
    },
    (shipped) => changed(shipped, changes),
  );
}

type FaultOf = (cluster: NatsDeployment) => Promise<ReturnType<typeof powerCut>>;

function ofCluster(
  broker: Broker<NatsTarget>,
  changes: Changes,
  fault: string,
  faultOn: FaultOf,
): DurabilityTrial {
  return {
    fault,
    async tried(stack, outcomeOf) {
      const cluster = await clusterWith(stack, broker, changes);
      return outcomeOf(broker.at(await cluster.target()), await faultOn(cluster));
    },
  };
}

/** The leader is cut off from everyone but its producer, which goes on; then another one takes over. */
function splitBrain(broker: Broker<NatsTarget>, changes: Changes): DurabilityTrial {
  return {
    fault: "split brain",
    async tried(stack, outcomeOf) {
      const cluster = await clusterWith(stack, broker, changes, { hasDisks: false });
      const leader = await cluster.front();
      const others = cluster.nodes.filter((node) => node !== leader);
      const [first, ...more] = others.map(({ service }) => service);
      if (!first) throw new Error("a cluster has more than one node");
      const rest = broker.at(await targetOfMembers(broker, { nodes: [first, ...more], witnesses: [] }));
      const directly = new NatsStream({ ...leader.login, destination: broker.destination });
      await using cut = isolation(leader.service, [first, ...more]);
      await cut.inject();
      const written: FrameBroker = {
        destination: directly.destination,
        openPublisher: () => directly.openPublisher(),
        openConsumer: (onFrame) => rest.openConsumer(onFrame),
        depth: () => rest.depth(),
        consumers: () => rest.consumers(),
      };
      return await outcomeOf(written, takenOver(new NatsAdmin(first), { from: leader.service.name, cut }));
    },
  };
}
