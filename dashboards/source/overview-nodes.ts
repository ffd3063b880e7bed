import { ALL_ARE_HEALTHY } from "./bounds.ts";
import { DOWN, FAULT, ofEachBroker, type Panel, UNKNOWN } from "./panel.ts";
import { stat } from "./panels.ts";
import { UNIT } from "./units.ts";

type Size = { width: number; height: number };

const TAKEN_AWAY =
  "nothing is taken away meanwhile; block3/alerts/overview-names-faults does, and reads the tile";

/** Share of each broker's nodes that answer, `unknown` apart from `down`. */
export function brokersUp(size: Size): Panel {
  return stat({
    ...size,
    title: "Brokers up",
    description:
      "Share of each broker's nodes that answer. Below 100 %: a node is down while others go on; Nodes and targets names it. Down: no node answers. Unknown: the exporter does not, or is gone, and nothing is known of the broker.",
    unit: UNIT.ratio,
    queries: [
      {
        expr: ofEachBroker(`avg by (broker) (broker:up)`),
        legend: "{{broker}}",
        shows: "nodes-up",
      },
    ],
    bounds: ALL_ARE_HEALTHY,
    absent: { text: "unknown", color: "red" },
    decimals: 0,
    alerts: ["BrokerDown", "RedisDown", "RabbitMQDown", "NATSDown", "RedisExporterDown", "NATSExporterDown"],
  });
}

const CANNOT_WRITE =
  "min by (broker) (redis_aof_last_write_status * redis_aof_last_bgrewrite_status * redis_rdb_last_bgsave_status)";
const BLOCKED = "max by (broker) (rabbitmq_alarms_free_disk_space_watermark)";
const OF_LIMIT =
  "max by (broker) (rabbitmq_disk_space_available_limit_bytes / rabbitmq_disk_space_available_bytes)";

/** Whether brokers can write, and how near RabbitMQ is to where it blocks its publishers. */
export function disk(size: Size): Panel {
  const ofRedis = `(${CANNOT_WRITE} == 0) - ${-FAULT} or ${CANNOT_WRITE} * 0`;
  const ofRabbitMQ = `(${BLOCKED} == 1) * ${BLOCKS} or ${OF_LIMIT}`;
  return stat({
    ...size,
    title: "Disk",
    description:
      "Of RabbitMQ its limit as a share of the free disk: at 100 % it blocks every publisher, at 50 % it warns. Of Redis whether its last append, rewrite and snapshot went well. The disk of NATS is in Memory.",
    unit: UNIT.ratio,
    queries: [
      { expr: ofEachBroker(`${ofRedis} or ${ofRabbitMQ}`), legend: "{{broker}}", notCompared: TAKEN_AWAY },
    ],
    bounds: { worse: "above", yellow: 0.5, red: 1 },
    absent: { text: "see Memory", color: "blue" },
    words: {
      0: { text: "writes", color: "green" },
      [FAULT]: { text: "cannot write", color: "red" },
      [BLOCKS]: { text: "blocks publishers", color: "red" },
    },
    decimals: 0,
    alerts: ["RedisAofFailing", "RedisRdbFailing", "RabbitMQDiskLow", "RabbitMQDiskAlarm"],
  });
}

/** What the tile of the disk shows of a broker whose disk alarm is on. */
const BLOCKS = -4;

const REPLICAS_GONE = "max by (broker) (redis_sentinel_master_slaves - redis_sentinel_master_ok_slaves)";
const NO_QUORUM = `(max by (broker) (redis_sentinel_master_ckquorum_status) == 0 or (count by (broker) (redis_instance_info{role="slave"}) > 0) * 0 unless on (broker) redis_sentinel_master_ckquorum_status)`;
const PEERS_GONE =
  '(max by (broker) (rabbitmq_unreachable_cluster_peers_count) > 0 or max by (broker) (rabbitmq_unreachable_cluster_peers_count) and on (broker) count by (broker) (up{job="rabbitmq"}) > 1)';
const NATS_GONE =
  'max by (broker) (gnatsd_varz_jetstream_meta_cluster_size > 1) - on (broker) count by (broker) (jetstream_stream_total_messages{stream_name="FRAMES"})';

/** Whether other nodes would take over. */
export function failover(size: Size): Panel {
  return stat({
    ...size,
    title: "Failover",
    description:
      "Nodes or replicas that are missing from those that would take over. No quorum: the Sentinels cannot order a failover. One node: there is nothing to fail over to, as without profile ha.",
    unit: UNIT.missing,
    queries: [
      {
        expr: ofEachBroker(`${NO_QUORUM} - ${-FAULT} or ${REPLICAS_GONE} or ${PEERS_GONE} or ${NATS_GONE}`),
        legend: "{{broker}}",
        notCompared: TAKEN_AWAY,
        needs: "profile ha",
      },
    ],
    bounds: { worse: "above", yellow: 1, red: 2 },
    absent: { text: "one node", color: "blue" },
    words: {
      0: { text: "ready", color: "green" },
      [FAULT]: { text: "no quorum", color: "red" },
    },
    decimals: 0,
    alerts: [
      "RedisReplicaMissing",
      "SentinelQuorumLost",
      "RabbitMQPeersUnreachable",
      "NATSReplicaMissing",
      "TargetDown",
    ],
  });
}

/** Every target of the exporter of Redis is called after the node that it asks: when it is down itself, it is named, and they are not. */
const NOT_ANSWERING = `max by (instance) (up{job!~"redis|redis-ha|redis-sentinel"} == 0 or redis_up == 0 or label_replace(up{job="redis"} == 0, "instance", "redis-exporter", "", "")) - ${-DOWN}`;
const GONE = `max by (instance) (last_over_time(up[10m])) * 0 - ${-UNKNOWN} unless on (instance) up`;

/** Each node and target that does not answer, by its name; where all do, one line that says so. */
export function nodesAndTargets(size: Size): Panel {
  return stat({
    ...size,
    title: "Nodes and targets",
    description:
      "Names each node and exporter that does not answer, and each that Prometheus had within ten minutes and has no more. All up is healthy. What is older than ten minutes is in the alerts below.",
    unit: UNIT.plain,
    queries: [
      {
        expr: `topk(5, ${NOT_ANSWERING} or ${GONE}) or on () label_replace(vector(0), "instance", "all", "", "")`,
        legend: "{{instance}}",
        notCompared: TAKEN_AWAY,
      },
    ],
    bounds: { worse: "above", red: 1 },
    absent: { text: "unknown", color: "red" },
    words: { 0: { text: "up", color: "green" }, [UNKNOWN]: { text: "gone", color: "red" } },
    decimals: 0,
    alerts: ["TargetDown", "TargetMissing", "RedisDown", "RabbitMQDown", "NATSDown"],
  });
}
