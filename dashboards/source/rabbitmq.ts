import { INTERVAL } from "./at-interval.ts";
import type { Limits } from "./limits.ts";
import { memoryShare } from "./memory-share.ts";
import type { Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { states } from "./states.ts";
import { UNIT } from "./units.ts";

const ALARMS = { 0: { text: "ok", color: "green" }, 1: { text: "blocks publishers", color: "red" } };

const DEAD_LETTERED = {
  expired: "rabbitmq-dead-expired",
  rejected: "rabbitmq-dead-rejected",
  delivery_limit: "rabbitmq-dead-delivered",
  maxlen: "rabbitmq-dead-maxlen",
} as const;

/** What waits in RabbitMQ's queues, and whether a node is about to block its publishers. */
export function rabbitmq(limits: Limits): Row {
  return {
    title: "RabbitMQ: queues and memory",
    panels: [
      timeseries({
        title: "RabbitMQ: frames in queues",
        description:
          "Ready: nobody has taken them. Unacknowledged: a consumer holds them. High ready: too few consumers; high unacknowledged: they hang. Frames in frame_queue.dead wait for a person.",
        unit: UNIT.frames,
        queries: (["ready", "unacked"] as const).map((state) => ({
          expr: `max by (queue) (rabbitmq_detailed_queue_messages_${state}{queue=~".+"})`,
          legend: `{{queue}} ${state}`,
          shows: `rabbitmq-${state}` as const,
        })),
        alerts: ["BacklogGrowing", "NoConsumer", "FramesDeadLettered"],
        width: 8,
      }),
      timeseries({
        title: "RabbitMQ: consumers of queues",
        description:
          "Consumers that are subscribed. frame_queue with 0: frames only pile up. frame_queue.dead has none unless a person looks at it.",
        unit: UNIT.clients,
        queries: [
          {
            expr: 'max by (queue) (rabbitmq_detailed_queue_consumers{queue=~".+"})',
            legend: "{{queue}}",
            shows: "rabbitmq-queue-consumers",
          },
        ],
        alerts: ["NoConsumer"],
        width: 8,
      }),
      timeseries({
        title: "RabbitMQ: redelivered",
        description:
          "Frames handed out again. Some are normal after a consumer or node went; a steady rate: consumers fail on frames or reject them.",
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: `sum by (broker) (rate(rabbitmq_global_messages_redelivered_total[${INTERVAL}]))`,
            legend: "{{broker}}",
            shows: "rabbitmq-redelivered",
          },
        ],
        width: 8,
      }),
      memoryShare(
        {
          title: "RabbitMQ: share of memory limit",
          description:
            "Of the watermark at which a node blocks the publishers of the whole cluster. The lines: early warning, and where the rollback is triggered.",
          broker: "rabbitmq",
          shows: "rabbitmq-memory-share",
          ownAlerts: ["RabbitMQMemoryAlarm"],
          width: 6,
        },
        limits,
      ),
      timeseries({
        title: "RabbitMQ: free disk",
        description:
          "Against the limit of each node. At the limit it blocks the publishers of the whole cluster; the warning comes at twice the limit.",
        unit: UNIT.bytes,
        queries: [
          {
            expr: "rabbitmq_disk_space_available_bytes",
            legend: "{{instance}} free",
            shows: "rabbitmq-disk-free",
          },
          {
            expr: "rabbitmq_disk_space_available_limit_bytes",
            legend: "{{instance}} limit",
            shows: "rabbitmq-disk-limit",
          },
        ],
        alerts: ["RabbitMQDiskLow", "RabbitMQDiskAlarm"],
        width: 6,
      }),
      states({
        title: "RabbitMQ: alarms",
        description:
          "Whether a node is over its memory watermark or under its disk limit. One alarm on one node blocks every publisher of the cluster.",
        queries: [
          {
            expr: "rabbitmq_alarms_memory_used_watermark",
            legend: "memory {{instance}}",
            shows: "rabbitmq-memory-alarm",
          },
          {
            expr: "rabbitmq_alarms_free_disk_space_watermark",
            legend: "disk {{instance}}",
            shows: "rabbitmq-disk-alarm",
          },
        ],
        states: ALARMS,
        alerts: ["RabbitMQMemoryAlarm", "RabbitMQDiskAlarm"],
        width: 6,
      }),
      timeseries({
        title: "RabbitMQ: connections and channels",
        description:
          "Open ones on each node. Growing without end: clients leak them. A sudden drop: clients were cut off or a node restarted.",
        unit: UNIT.clients,
        queries: [
          {
            expr: "rabbitmq_connections",
            legend: "{{instance}} connections",
            shows: "rabbitmq-connections",
          },
          { expr: "rabbitmq_channels", legend: "{{instance}} channels", shows: "rabbitmq-channels" },
        ],
        width: 6,
      }),
      timeseries({
        title: "RabbitMQ: commit in frame_queue",
        description:
          "Time until a majority of the queue's members has written a frame. High: a slow disk or network between the nodes, and confirms come late.",
        unit: UNIT.seconds,
        queries: [
          {
            expr: 'rabbitmq_detailed_raft_entry_commit_latency_seconds{queue="frame_queue"} or rabbitmq_detailed_raft_commit_latency_seconds{queue="frame_queue"}',
            legend: "{{instance}}",
            shows: "rabbitmq-commit",
          },
        ],
        width: 8,
      }),
      timeseries({
        title: "RabbitMQ: unroutable",
        description:
          "Frames published where no queue takes them, in the last five minutes. Anything but 0: a wrong exchange or routing key; dropped ones were confirmed and are gone.",
        unit: UNIT.frames,
        queries: (["dropped", "returned"] as const).map((fate) => ({
          expr: `sum by (broker) (increase(rabbitmq_global_messages_unroutable_${fate}_total[5m]))`,
          legend: fate,
          shows: `rabbitmq-${fate}` as const,
        })),
        alerts: ["FramesUnroutable"],
        width: 8,
      }),
      timeseries({
        title: "RabbitMQ: dead-lettered",
        description:
          "Frames taken out of frame_queue in the last five minutes, by reason, and how many lie in frame_queue.dead. Anything but 0: consumers are too slow or reject frames.",
        unit: UNIT.frames,
        queries: [
          ...Object.entries(DEAD_LETTERED).map(([reason, shows]) => ({
            expr: `sum by (broker) (increase(rabbitmq_global_messages_dead_lettered_${reason}_total[5m]))`,
            legend: reason.replace("_", " "),
            shows,
          })),
          {
            expr: 'max by (queue) (rabbitmq_detailed_queue_messages{queue="frame_queue.dead"})',
            legend: "in {{queue}}",
            shows: "rabbitmq-dead-letters" as const,
          },
        ],
        alerts: ["FramesDeadLettered"],
        width: 8,
      }),
    ],
  };
}
