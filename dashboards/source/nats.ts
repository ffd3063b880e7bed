import type { Limits } from "./limits.ts";
import { memoryShare } from "./memory-share.ts";
import type { Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { states } from "./states.ts";
import { UNIT } from "./units.ts";

const HEALTH = { 0: { text: "ok", color: "green" }, 1: { text: "not well", color: "red" } };

/** The stream of the frames, as its leader has it: each node tells of its own replica. */
const STREAM = '{stream_name="FRAMES", is_stream_leader="true"}';
const CONSUMER = '{stream_name="FRAMES", consumer_name="ai-services", is_consumer_leader="true"}';
/** The exporter goes on to tell the last figures of a node that it does not reach. */
const OF_REACHED = "and on (instance) jetstream_server_jetstream_disabled";

/** What waits in the stream of NATS, whether it still has room, and whether its nodes are well. */
export function nats(limits: Limits): Row {
  return {
    title: "NATS: stream and nodes",
    panels: [
      timeseries({
        title: "NATS: frames in the stream",
        description:
          "Frames that nobody has acknowledged, against max_msgs: at it the stream refuses. Without NATS in the stack the panels of this row are empty.",
        unit: UNIT.frames,
        queries: [
          {
            expr: `max(jetstream_stream_total_messages${STREAM})`,
            legend: "length",
            shows: "nats-messages",
          },
          {
            expr: `max(jetstream_stream_limit_messages${STREAM})`,
            legend: "limit",
            shows: "nats-messages-limit",
          },
        ],
        alerts: ["BacklogGrowing", "NATSStreamFilling", "NATSStreamFull"],
        width: 8,
      }),
      timeseries({
        title: "NATS: frames of the consumer",
        description:
          "Not handed out yet; handed out and not acknowledged; of these, those handed out more than once. High lag: too few consumers. High pending, or redelivered frames that stay: consumers hang or died.",
        unit: UNIT.frames,
        queries: [
          { expr: `max(jetstream_consumer_num_pending${CONSUMER})`, legend: "lag", shows: "nats-lag" },
          {
            expr: `max(jetstream_consumer_num_ack_pending${CONSUMER})`,
            legend: "pending",
            shows: "nats-pending",
          },
          {
            expr: `max(jetstream_consumer_num_redelivered${CONSUMER})`,
            legend: "redelivered",
            shows: "nats-redelivered",
          },
        ],
        alerts: ["NoConsumer"],
        width: 8,
      }),
      timeseries({
        title: "NATS: requests that wait for frames",
        description:
          "Consumers ask for frames, and wait where there are none. 0 while frames wait: no consumer is there. 0 for a moment under load is normal.",
        unit: UNIT.requests,
        queries: [
          {
            expr: `max(jetstream_consumer_num_waiting${CONSUMER})`,
            legend: "waiting",
            shows: "nats-waiting",
          },
        ],
        alerts: ["NoConsumer"],
        width: 8,
      }),
      memoryShare(
        {
          title: "NATS: share of its room",
          description:
            "Bytes on disk, of what the stream or the node may store, whichever is nearer. At 100 % frames are refused. The lines: early warning, and where the rollback is triggered.",
          broker: "nats",
          shows: "nats-memory-share",
          width: 8,
        },
        limits,
      ),
      timeseries({
        title: "NATS: bytes in the stream",
        description:
          "Against max_bytes, at which the stream refuses. Far more bytes a frame than before: the cameras' pictures have grown.",
        unit: UNIT.bytes,
        queries: [
          { expr: `max(jetstream_stream_total_bytes${STREAM})`, legend: "used", shows: "nats-bytes" },
          { expr: `max(jetstream_stream_limit_bytes${STREAM})`, legend: "limit", shows: "nats-bytes-limit" },
        ],
        alerts: ["MemoryHigh", "MemoryCritical"],
        width: 8,
      }),
      timeseries({
        title: "NATS: memory",
        description:
          "What each node's process holds. It has no limit of its own: frames are on disk. Growing without end: clients that do not read, or too many connections.",
        unit: UNIT.bytes,
        queries: [
          { expr: `gnatsd_varz_mem ${OF_REACHED}`, legend: "{{instance}} resident", shows: "nats-memory" },
        ],
        width: 8,
      }),
      timeseries({
        title: "NATS: connections",
        description:
          "Clients of each node. Growing without end: they leak connections. A sudden drop: they were cut off, or the node restarted.",
        unit: UNIT.clients,
        queries: [
          {
            expr: `gnatsd_varz_connections ${OF_REACHED}`,
            legend: "{{instance}} connections",
            shows: "nats-connections",
          },
        ],
        width: 6,
      }),
      timeseries({
        title: "NATS: slow consumers",
        description:
          "Connections that a node has cut since it started, because they did not read fast enough. More of them: consumers or their network do not keep up.",
        unit: UNIT.clients,
        queries: [
          {
            expr: `gnatsd_varz_slow_consumers ${OF_REACHED}`,
            legend: "{{instance}}",
            shows: "nats-slow-consumers",
          },
        ],
        width: 6,
      }),
      states({
        title: "NATS: health",
        description:
          "What each node says of itself. Not well: JetStream has no leader, or a stream or consumer is not at hand there. A bar that ends: the node is not reached.",
        queries: [
          {
            expr: `max by (instance) (gnatsd_healthz_status) ${OF_REACHED}`,
            legend: "{{instance}}",
            shows: "nats-health",
          },
        ],
        states: HEALTH,
        alerts: ["NATSDown", "NATSUnhealthy"],
        width: 6,
      }),
      timeseries({
        title: "NATS: replicas of the stream",
        description:
          "Nodes that tell of it: three in profile nats-ha, one without it. Fewer than there are nodes: it outlives fewer failures.",
        unit: UNIT.nodes,
        queries: [
          {
            expr: 'count by (stream_name) (jetstream_stream_total_messages{stream_name="FRAMES"})',
            legend: "{{stream_name}}",
            shows: "nats-replicas",
          },
        ],
        alerts: ["NATSReplicaMissing"],
        width: 6,
      }),
    ],
  };
}
