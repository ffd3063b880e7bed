import { done, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { BrokerDrills, Drill, DrillGround, LastingFault } from "../drill.ts";
import { both, fewThenMany, killed, lasting, sending } from "../drill-faults.ts";
import { thrownAway } from "../emptying.ts";
import { memberNamed } from "../members.ts";
import { DEAD_LETTER_QUEUE, POLICY, QUEUE } from "./names.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { RABBITMQ_SERIES } from "./rabbitmq-drills-series.ts";
import { limitAt } from "./rabbitmq-limits.ts";
import { RabbitMQSubject } from "./rabbitmq-subject.ts";

const ANSWERS_WITHIN_MS = 180_000;

/** What is done to the queue that takes the frames, one after the other. */
const DRILLS: readonly Drill[] = [
  {
    fault: "a producer sends a few frames, then many, and no consumer takes them",
    raises: [
      { alertname: "ThroughputLow", broker: "rabbitmq" },
      { alertname: "NoConsumer", broker: "rabbitmq" },
      { alertname: "BacklogGrowing", broker: "rabbitmq" },
    ],
    shows: [
      { tile: "Throughput in", of: "rabbitmq", color: "red" },
      { tile: "Throughput out", of: "rabbitmq", color: "red", says: "no consumer" },
      { tile: "Backlog", of: "rabbitmq", color: "yellow" },
    ],
    inject: ({ members }) => fewThenMany(new RabbitMQSubject(members.nodes[0]).frames),
  },
  {
    fault: "the queue is full, and frames expire before anyone takes them",
    raises: [
      { alertname: "FramesRefused", broker: "rabbitmq" },
      { alertname: "FramesDeadLettered", broker: "rabbitmq", queue: DEAD_LETTER_QUEUE },
    ],
    shows: [{ tile: "Frames refused", of: "rabbitmq", color: "red" }],
    inject: ({ members: { nodes }, publish }) => {
      const rabbitmq = new RabbitMQSubject(nodes[0]);
      return lasting(
        async (undo) => {
          undo.defer(() => thrownAway(rabbitmq.deadLetters));
          undo.use(await rabbitmq.override(QUEUE, POLICY, { "max-length": 10, "message-ttl": 500 }));
          // A frame that had not expired by then would stay in the queue.
          undo.defer(() => rabbitmq.framesExpired());
        },
        sending(publish, rabbitmq.frames, 50),
      );
    },
  },
  {
    fault: "too little memory and disk block publishers, another consumer takes frames",
    raises: [
      { alertname: "RabbitMQDiskAlarm", broker: "rabbitmq", instance: "rabbitmq:15692" },
      { alertname: "RabbitMQMemoryAlarm", broker: "rabbitmq" },
      { alertname: "LatencyHigh", broker: "rabbitmq" },
      { alertname: "FramesLost", broker: "rabbitmq" },
    ],
    shows: [
      { tile: "Disk", of: "rabbitmq", color: "red", says: "blocks publishers" },
      { tile: "Latency p99", of: "rabbitmq", color: "red" },
      { tile: "Frames lost", of: "rabbitmq", color: "red" },
    ],
    inject: alarmsUnderLoad,
  },
];

/** What is done to the nodes around it, while frames go through. */
const NODE_DRILLS: readonly Drill[] = [
  {
    fault: "frames are published where no queue is",
    raises: [{ alertname: "FramesUnroutable", broker: "rabbitmq" }],
    inject: ({ members, publish }) =>
      lasting(async () => undefined, sending(publish, new RabbitMQSubject(members.nodes[0]).nowhere, 5)),
  },
  {
    fault: "one node uses 85 % of its memory limit, another 95 %",
    raises: [
      { alertname: "MemoryHigh", broker: "rabbitmq", instance: "rabbitmq-2:15692" },
      { alertname: "MemoryCritical", broker: "rabbitmq", instance: "rabbitmq-3:15692" },
    ],
    inject: async (ground) =>
      both(
        await limitAt(ground, "memory", 0.85, memberNamed(ground.members, "rabbitmq-2")),
        await limitAt(ground, "memory", 0.95, memberNamed(ground.members, "rabbitmq-3")),
      ),
  },
  {
    fault: "a node has only 1.5 times the disk of its limit",
    raises: [{ alertname: "RabbitMQDiskLow", broker: "rabbitmq", instance: "rabbitmq-2:15692" }],
    inject: (ground) => limitAt(ground, "disk", 1 / 1.5, memberNamed(ground.members, "rabbitmq-2")),
  },
  {
    fault: "a node of the cluster is killed",
    loses: "rabbitmq-3",
    raises: [
      { alertname: "RabbitMQPeersUnreachable", broker: "rabbitmq" },
      { alertname: "QuorumMemberMissing", broker: "rabbitmq", queue: QUEUE },
    ],
    shows: [
      { tile: "Failover", of: "rabbitmq", color: "yellow", says: "1 missing" },
      { tile: "Nodes and targets", of: "rabbitmq-3:15692", color: "red", says: "gone" },
    ],
    inject: ({ members }) => killed(memberNamed(members, "rabbitmq-3")),
  },
];

const ALONE: readonly Drill[] = [
  {
    fault: "the node that clients speak to is killed",
    loses: "rabbitmq",
    raises: [
      { alertname: "RabbitMQDown", broker: "rabbitmq", instance: "rabbitmq:15692" },
      // The figures of its queues are gone as well; of the other nodes, which Prometheus finds by name, the targets would go.
      { alertname: "TargetDown", broker: "rabbitmq", instance: "rabbitmq:15692" },
    ],
    shows: [{ tile: "Nodes and targets", of: "rabbitmq:15692", color: "red", says: "down" }],
    inject: ({ members: { nodes } }) => killed(nodes[0]),
  },
  {
    fault: "every node of RabbitMQ is killed",
    raises: [{ alertname: "BrokerDown", broker: "rabbitmq" }],
    shows: [
      { tile: "Brokers up", of: "rabbitmq", color: "red", says: "down" },
      { tile: "Throughput in", of: "rabbitmq", color: "red", says: "down" },
    ],
    inject: ({ members: { nodes } }) =>
      lasting(async (undo) => {
        undo.defer(() => answersAgain(nodes));
        undo.use(await killed(...nodes));
      }),
  },
];

export const RABBITMQ_DRILLS: BrokerDrills = {
  ...{ lanes: [DRILLS, NODE_DRILLS], alone: ALONE, last: [] },
  series: RABBITMQ_SERIES,
};

/**
 * Waits for nodes that were started together and wait for each other. One may end when it finds its tables locked (Mnesia, before
 * RabbitMQ 4.2), and the others wait until it is there: it is started anew, as its restart policy does where Compose runs it.
 */
async function answersAgain(nodes: readonly [RunningService, ...RunningService[]]): Promise<void> {
  const deadline = { deadlineMs: ANSWERS_WITHIN_MS, everyMs: 500 };
  await until("every node of RabbitMQ answers", deadline, async () => {
    for (const node of nodes) if (!(await node.state()).running) await node.start();
    await Promise.all(nodes.map((node) => new RabbitMQAdmin(node).overview()));
    return done(undefined);
  });
}

/** Both alarms, under a load, till they were heard of. They end before the load does. */
async function alarmsUnderLoad(ground: DrillGround): Promise<LastingFault> {
  const alarms = ["RabbitMQDiskAlarm", "RabbitMQMemoryAlarm"];
  const load = await ground.disturbedLoad(async () => {
    const sinceMs = performance.now();
    await using _full = await limitAt(ground, "disk", 2);
    await using _short = await limitAt(ground, "memory", 2);
    for (const alertname of alarms) await ground.hears({ alertname }, sinceMs);
  });
  return { ...load, endsByItself: [...(load.endsByItself ?? []), ...alarms] };
}
