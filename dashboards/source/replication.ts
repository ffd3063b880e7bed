import { LEADS } from "./leads.ts";
import { type Need, OF_PRIMARY, type Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { states } from "./states.ts";
import { UNIT } from "./units.ts";

const needs: Need = "profile ha";
const LEADING = { 1: { text: "leads", color: "blue" } };
const FOLLOWING = { 1: { text: "follows", color: "green" }, 0: { text: "cut off", color: "red" } };
const QUORUM = { 1: { text: "quorum", color: "green" }, 0: { text: "no quorum", color: "red" } };

/** Whether another node would take over, and which one leads. */
export function replication(): Row {
  return {
    title: "Replication and failover",
    panels: [
      states({
        title: "Who leads",
        description:
          "The primary of Redis, the leader of frame_queue, and that of the stream FRAMES of NATS. A bar that ends where another begins is a failover; a gap is the time without a leader. Two primaries at once: the network is split.",
        queries: [
          {
            expr: `max by (instance) (${LEADS.redis})`,
            legend: "Redis {{instance}}",
            shows: "redis-primary",
          },
          {
            expr: `count by (instance) (${LEADS.rabbitmq})`,
            legend: "frame_queue {{instance}}",
            shows: "rabbitmq-leader",
          },
          {
            expr: `count by (instance) (${LEADS.nats})`,
            legend: "FRAMES {{instance}}",
            shows: "nats-leader",
          },
        ],
        states: LEADING,
        alerts: ["RedisDown", "RabbitMQDown", "NATSDown"],
        width: 8,
      }),
      states({
        title: "Redis: replicas follow",
        description:
          "Whether each replica has a link to its primary. Cut off: it falls behind, and a failover to it would lose frames.",
        queries: [
          {
            expr: "max by (instance) (redis_master_link_up)",
            legend: "{{instance}}",
            shows: "redis-link-ok",
            needs,
          },
        ],
        states: FOLLOWING,
        alerts: ["RedisReplicaLinkDown"],
        width: 8,
      }),
      timeseries({
        title: "Redis: replicas connected",
        description:
          "As the primary sees them. Two in profile ha, none without it. Fewer than there should be: a failover has fewer places to go.",
        unit: UNIT.nodes,
        queries: [
          {
            expr: `max by (broker) (redis_connected_slaves ${OF_PRIMARY})`,
            legend: "connected",
            shows: "redis-replicas",
          },
        ],
        alerts: ["RedisReplicaMissing"],
        width: 8,
      }),
      timeseries({
        title: "Redis: silence of replicas",
        description:
          "Seconds since the primary last heard from each replica. One or two are normal; more: the replica or the network hangs.",
        unit: UNIT.seconds,
        queries: [
          {
            expr: "max by (slave_ip) (redis_connected_slave_lag_seconds)",
            legend: "{{slave_ip}}",
            shows: "redis-replica-silence",
            needs,
          },
        ],
        alerts: ["RedisReplicaLinkDown"],
        width: 8,
      }),
      timeseries({
        title: "Redis: replicas behind",
        description:
          "Bytes that the primary has written and a replica has not acknowledged. Near 0 is healthy; what is behind would be lost if the primary failed now.",
        unit: UNIT.bytes,
        queries: [
          {
            expr: "max by (slave_ip) (redis_master_repl_offset - on (instance) group_right () redis_connected_slave_offset_bytes)",
            legend: "{{slave_ip}}",
            shows: "redis-replica-behind",
            needs,
          },
        ],
        alerts: ["RedisReplicaLinkDown"],
        width: 8,
      }),
      timeseries({
        title: "Redis: Sentinels and replicas reached",
        description:
          "As each Sentinel sees them, itself among the Sentinels: three and two. Fewer: a node is down or cut off from that Sentinel.",
        unit: UNIT.nodes,
        queries: [
          {
            expr: "max by (instance) (redis_sentinel_master_ok_sentinels)",
            legend: "{{instance}} Sentinels",
            shows: "redis-sentinels-seen",
            needs,
          },
          {
            expr: "max by (instance) (redis_sentinel_master_ok_slaves)",
            legend: "{{instance}} replicas",
            shows: "redis-replicas-seen",
            needs,
          },
        ],
        alerts: ["RedisReplicaMissing"],
        width: 8,
      }),
      states({
        title: "Redis: failover can be ordered",
        description:
          "Whether each Sentinel reaches enough others to agree on a failover. No quorum anywhere: if the primary fails now, nothing takes over.",
        queries: [
          {
            expr: "max by (instance) (redis_sentinel_master_ckquorum_status)",
            legend: "{{instance}}",
            shows: "redis-quorum-ok",
            needs,
          },
        ],
        states: QUORUM,
        alerts: ["SentinelQuorumLost"],
        width: 8,
      }),
      timeseries({
        title: "RabbitMQ: nodes out of reach",
        description:
          "Nodes of its cluster that each node does not reach. Anything but 0: a node is down or cut off; one more and the cluster of three stops.",
        unit: UNIT.nodes,
        queries: [
          {
            expr: "rabbitmq_unreachable_cluster_peers_count",
            legend: "{{instance}}",
            shows: "rabbitmq-unreachable",
          },
        ],
        bounds: { worse: "above", red: 1 },
        alerts: ["RabbitMQPeersUnreachable"],
        width: 8,
      }),
      timeseries({
        title: "RabbitMQ: members of queues",
        description:
          "Nodes that keep a copy of each queue: as many as there are nodes. Fewer: the queue outlives fewer failures.",
        unit: UNIT.members,
        queries: [
          {
            expr: 'count by (queue) (rabbitmq_detailed_raft_term_total{queue=~".+"} or rabbitmq_detailed_raft_term{queue=~".+"})',
            legend: "{{queue}}",
            shows: "rabbitmq-members",
          },
        ],
        alerts: ["QuorumMemberMissing"],
        width: 8,
      }),
    ],
  };
}
