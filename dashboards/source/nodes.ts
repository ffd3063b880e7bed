import { INTERVAL } from "./at-interval.ts";
import { OF_PRIMARY, type Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { table } from "./table.ts";
import { UNIT } from "./units.ts";

const NOBODY_ELSE = "a node alone counts it, and nothing here counts it apart";

/** The exporter tells of the Sentinels too, which hold no frames. */
const REDIS = `job=~"redis|redis-ha"`;

/** One series for each node: `expr` has one at most. */
const ofNodes = (...exprs: string[]) => `max by (instance) (${exprs.join(" or ")})`;

/** A label of another name, under the name that is the same for every broker. */
const versionIn = (label: string, selector: string) => `label_join(${selector}, "version", "", "${label}")`;

/** The exporter of NATS goes on to tell the last figures of a node that it does not reach. */
const OF_REACHED = "and on (instance) jetstream_server_jetstream_disabled";

/** What each node is, what it has left, and who talks to it. */
export function nodes(): Row {
  return {
    title: "Nodes",
    panels: [
      table({
        title: "Nodes of each broker",
        description:
          "Left until publishers are refused or blocked: memory under the limit; disk, of RabbitMQ above its own limit, of NATS of what it may store. Descriptors: the share in use; of Redis and NATS, clients of those that they take. A short uptime: the node restarted. NATS has no limit of memory.",
        labels: { instance: "Node", broker: "Broker", version: "Version" },
        columns: [
          {
            expr: `max by (instance, broker, version) (${versionIn("redis_version", `redis_instance_info{${REDIS}}`)} or ${versionIn("rabbitmq_version", `rabbitmq_build_info{job="rabbitmq"}`)} or ${versionIn("value", "gnatsd_varz_version")} ${OF_REACHED})`,
            legend: "",
            heading: "Answers",
            unit: UNIT.plain,
            shows: "node-version",
          },
          {
            expr: ofNodes(
              `redis_uptime_in_seconds{${REDIS}}`,
              "rabbitmq_erlang_uptime_seconds",
              `time() - gnatsd_varz_start / 1000 ${OF_REACHED}`,
            ),
            legend: "",
            heading: "Uptime",
            unit: UNIT.duration,
            shows: "node-uptime",
          },
          {
            expr: ofNodes(
              `redis_memory_max_bytes{${REDIS}} - redis_memory_used_bytes{${REDIS}}`,
              `rabbitmq_resident_memory_limit_bytes - rabbitmq_process_resident_memory_bytes`,
            ),
            legend: "",
            heading: "Memory left",
            unit: UNIT.bytes,
            shows: "node-memory-left",
          },
          {
            expr: ofNodes(
              "rabbitmq_disk_space_available_bytes - rabbitmq_disk_space_available_limit_bytes",
              "(jetstream_server_max_storage > 0) - jetstream_server_total_message_bytes",
            ),
            legend: "",
            heading: "Disk left",
            unit: UNIT.bytes,
            shows: "node-disk-left",
          },
          {
            expr: ofNodes(
              `redis_connected_clients{${REDIS}} / redis_max_clients{${REDIS}}`,
              "rabbitmq_process_open_fds / rabbitmq_process_max_fds",
              `gnatsd_varz_connections / gnatsd_varz_max_connections ${OF_REACHED}`,
            ),
            legend: "",
            heading: "Descriptors",
            unit: UNIT.ratio,
            notCompared: NOBODY_ELSE,
          },
        ],
        width: 24,
      }),
      timeseries({
        title: "Network of nodes",
        description:
          "Bytes per second that each node receives from clients and sends to them. In without out: nobody takes the frames. Near what the network carries: latency grows for all.",
        unit: UNIT.bytesPerSecond,
        queries: [
          {
            expr: ofNodes(
              `rate(redis_net_input_bytes_total{${REDIS}}[${INTERVAL}])`,
              `rate(rabbitmq_connection_incoming_bytes_total[${INTERVAL}])`,
            ),
            legend: "{{instance}} in",
            notCompared: NOBODY_ELSE,
          },
          {
            expr: ofNodes(
              `rate(redis_net_output_bytes_total{${REDIS}}[${INTERVAL}])`,
              `rate(rabbitmq_connection_outgoing_bytes_total[${INTERVAL}])`,
            ),
            legend: "{{instance}} out",
            notCompared: NOBODY_ELSE,
          },
        ],
        width: 12,
      }),
      timeseries({
        title: "Connections and channels opened",
        description:
          "New ones per second. A steady rate: clients connect for every frame, or are turned away and try again. A peak: they came back after a failover.",
        unit: UNIT.openedPerSecond,
        queries: [
          {
            expr: ofNodes(
              `rate(redis_connections_received_total{${REDIS}}[${INTERVAL}])`,
              `rate(rabbitmq_connections_opened_total[${INTERVAL}])`,
            ),
            legend: "{{instance}} connections",
            notCompared: NOBODY_ELSE,
          },
          {
            expr: ofNodes(`rate(rabbitmq_channels_opened_total[${INTERVAL}])`),
            legend: "{{instance}} channels",
            notCompared: NOBODY_ELSE,
          },
        ],
        width: 12,
      }),
      timeseries({
        title: "Redis: commands by kind",
        description:
          "The eight most frequent commands of the primary. XADD, XREADGROUP, XACK and XDEL are the frames; much of anything else takes time from them.",
        unit: UNIT.commandsPerSecond,
        queries: [
          {
            expr: `topk(8, sum by (cmd) (rate(redis_commands_total{${REDIS}}[${INTERVAL}]) ${OF_PRIMARY}))`,
            legend: "{{cmd}}",
            notCompared: NOBODY_ELSE,
          },
        ],
        width: 12,
      }),
      timeseries({
        title: "Redis: fragmentation",
        description:
          "Memory of the allocator against what it was asked for. Up to 1.5 is usual; more with gigabytes in use: memory is lost to holes, and active defragmentation helps.",
        unit: UNIT.plain,
        decimals: 2,
        queries: [
          {
            expr: `redis_allocator_frag_ratio{${REDIS}}`,
            legend: "{{instance}}",
            shows: "redis-fragmentation",
          },
        ],
        width: 12,
      }),
      timeseries({
        title: "RabbitMQ: leader elections",
        description:
          "Elections of each queue's leader in the last ten minutes. One after a node went is normal; many: nodes lose sight of each other, or a disk is too slow.",
        unit: UNIT.elections,
        queries: [
          {
            expr: `max by (queue) (increase(rabbitmq_detailed_raft_term_total{queue=~".+"}[10m]) or increase(rabbitmq_detailed_raft_term{queue=~".+"}[10m]))`,
            legend: "{{queue}}",
            shows: "rabbitmq-elections",
          },
        ],
        width: 12,
      }),
      timeseries({
        title: "RabbitMQ: uncommitted log entries",
        description:
          "Entries of a queue's log that a node has written and a majority has not. Near 0 is healthy; growing: the other members do not keep up, and confirms wait.",
        unit: UNIT.entries,
        queries: [
          {
            expr: `max by (queue) (rabbitmq_detailed_raft_log_last_written_index{queue=~".+"} - rabbitmq_detailed_raft_log_commit_index{queue=~".+"} or rabbitmq_detailed_raft_last_written_index{queue=~".+"} - rabbitmq_detailed_raft_commit_index{queue=~".+"})`,
            legend: "{{queue}}",
            shows: "rabbitmq-uncommitted",
          },
        ],
        width: 12,
      }),
    ],
  };
}
