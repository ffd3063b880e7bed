import { pausing } from "../../faults/process.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { BrokerDrills, Drill, DrillGround, LastingFault } from "../drill.ts";
import { fewThenMany, killed, lasting, sending } from "../drill-faults.ts";
import { memberNamed } from "../members.ts";
import { STREAM } from "./names.ts";
import { NATS_SERIES } from "./nats-drills-series.ts";
import { filledTo, type Limit } from "./nats-limits.ts";
import { NatsSubject } from "./nats-subject.ts";

const ANSWERS_WITHIN_MS = 90_000;
/** Longer than the plan's latency by far, and shorter than followers wait until they choose another leader. */
const STANDS_MS = 1_500;

/** What is done to the stream that takes the frames, one after the other. */
const DRILLS: readonly Drill[] = [
  {
    fault: "a producer sends a few frames, then many, and no consumer takes them",
    raises: [
      { alertname: "ThroughputLow", broker: "nats" },
      { alertname: "NoConsumer", broker: "nats" },
      { alertname: "BacklogGrowing", broker: "nats" },
    ],
    inject: (ground) => fewThenMany(firstOf(ground).frames),
  },
  {
    fault: "the leader stands still for 1.5 s, another consumer takes frames",
    raises: [
      { alertname: "LatencyHigh", broker: "nats" },
      { alertname: "FramesLost", broker: "nats" },
    ],
    inject: (ground) => ground.disturbedLoad(() => leaderStands(ground)),
  },
  {
    fault: "the stream has 90 % of the frames that it takes",
    raises: [{ alertname: "NATSStreamFilling", broker: "nats", stream_name: STREAM }],
    inject: (ground) => filled(ground, "max_msgs", 0.9),
  },
  {
    fault: "the stream has all of the frames that it takes",
    raises: [{ alertname: "NATSStreamFull", broker: "nats", stream_name: STREAM }],
    inject: (ground) => filled(ground, "max_msgs", 1, sending(ground.publish, firstOf(ground).frames, 10)),
  },
  {
    fault: "the stream has 85 % of the bytes that it takes",
    raises: [{ alertname: "MemoryHigh", broker: "nats" }],
    inject: (ground) => filled(ground, "max_bytes", 0.85),
  },
  {
    fault: "the stream has 95 % of the bytes that it takes",
    raises: [{ alertname: "MemoryCritical", broker: "nats" }],
    inject: (ground) => filled(ground, "max_bytes", 0.95),
  },
];

/** Nodes are gone, or their figures are. */
const ALONE: readonly Drill[] = [
  {
    fault: "the exporter of NATS is killed",
    raises: [{ alertname: "NATSExporterDown", broker: "nats" }],
    inject: ({ exporters }) => killed(...exporters),
  },
  {
    fault: "a node of the cluster is killed",
    loses: "nats-3",
    raises: [
      { alertname: "NATSDown", broker: "nats", instance: "nats-3:8222" },
      { alertname: "NATSReplicaMissing", broker: "nats", stream_name: STREAM },
    ],
    inject: (ground) => killedUntilWhole(ground, ["nats-3"]),
  },
  {
    fault: "two of three nodes are killed",
    raises: [{ alertname: "NATSUnhealthy", broker: "nats", instance: "nats:8222" }],
    inject: (ground) => killedUntilWhole(ground, ["nats-2", "nats-3"]),
  },
  {
    fault: "every node of NATS is killed",
    raises: [{ alertname: "BrokerDown", broker: "nats" }],
    inject: (ground) => killedUntilWhole(ground, ["nats", "nats-2", "nats-3"]),
  },
];

export const NATS_DRILLS: BrokerDrills = {
  ...{ lanes: [DRILLS], alone: ALONE, last: [] },
  series: NATS_SERIES,
};

function firstOf({ members }: DrillGround): NatsSubject {
  return new NatsSubject(members.nodes[0]);
}

function filled(
  ground: DrillGround,
  limit: Limit,
  share: number,
  ongoing: Pick<LastingFault, "goOn"> = {},
): Promise<LastingFault> {
  return lasting(async (undo) => {
    undo.use(await filledTo(firstOf(ground), limit, share, ground.publish));
  }, ongoing);
}

/** Nothing is confirmed or handed out meanwhile. */
async function leaderStands(ground: DrillGround): Promise<void> {
  const first = firstOf(ground);
  const { cluster } = await first.stream();
  await using still = pausing(memberNamed(ground.members, cluster?.leader ?? first.service.name));
  await still.inject();
  const sinceMs = performance.now();
  await until("frames were held up", { deadlineMs: 2 * STANDS_MS, everyMs: 50 }, () => {
    const passedMs = performance.now() - sinceMs;
    return passedMs >= STANDS_MS ? done(undefined) : notYet(`for ${Math.round(passedMs)} ms`);
  });
}

/** Nodes that are killed; healed once each of the cluster takes part again. */
function killedUntilWhole({ members }: DrillGround, names: readonly string[]): Promise<LastingFault> {
  return lasting(async (undo) => {
    undo.defer(async () => {
      for (const node of members.nodes) await new NatsSubject(node).answers(ANSWERS_WITHIN_MS);
    });
    undo.use(await killed(...names.map((name) => memberNamed(members, name))));
  });
}
