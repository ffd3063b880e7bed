import type { Limits } from "./limits.ts";
import { CHOSEN, type Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { UNIT } from "./units.ts";

const DEAD_LETTERED = {
  expired: "rabbitmq-dead-expired",
  rejected: "rabbitmq-dead-rejected",
  delivery_limit: "rabbitmq-dead-delivered",
  maxlen: "rabbitmq-dead-maxlen",
} as const;

/** What went wrong with frames, by how it went wrong. */
export function errors({ success }: Limits): Row {
  return {
    title: "Errors",
    panels: [
      timeseries({
        title: "Frames refused, as brokers and producers count them",
        description:
          "Frames that a broker did not take, by its own count and by the producers'. Anything but 0: it is full, cannot write, is out of memory, or is a former primary that producers still send to.",
        unit: UNIT.framesPerSecond,
        queries: [
          { expr: `broker:frames_refused:rate1m{${CHOSEN}}`, legend: "{{broker}}", shows: "frames-refused" },
          {
            expr: `sum by (broker) (rate(frames_refused_total{${CHOSEN}}[1m]))`,
            legend: "{{broker}} by producers",
            shows: "told-refused",
          },
        ],
        alerts: ["FramesRefused"],
        width: 8,
      }),
      timeseries({
        title: "Frames lost, duplicated, corrupted",
        description:
          "In the last five minutes, as producers and consumers account for each frame. Anything but 0 needs a look; a lost frame breaks the promise and triggers the rollback.",
        unit: UNIT.frames,
        queries: (["lost", "duplicated", "corrupted"] as const).map((fate) => ({
          expr: `sum by (broker) (increase(frames_${fate}_total{${CHOSEN}}[5m]))`,
          legend: `{{broker}} ${fate}`,
          shows: `frames-${fate}` as const,
        })),
        alerts: ["FramesLost"],
        width: 8,
      }),
      timeseries({
        title: "Success",
        description: `Received of the frames sent in the same five minutes. Below the plan's ${success * 100} %: frames are refused, lost, or still wait; the neighbouring panels tell which. Those that come out late count when they do, up to 100 %.`,
        unit: UNIT.ratio,
        queries: [{ expr: `frame:success:ratio5m{${CHOSEN}}`, legend: "{{broker}}", shows: "success" }],
        bounds: { worse: "below", red: success },
        least: 0.99,
        most: 1,
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
        width: 6,
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
        width: 6,
      }),
      timeseries({
        title: "Redis: error replies",
        description:
          "Error replies in the last five minutes, by kind. OOM: memory is full. MISCONF: it cannot write to disk. NOAUTH, WRONGPASS: a client with the wrong password.",
        unit: UNIT.replies,
        queries: [
          {
            expr: "sum by (instance, err) (increase(redis_errors_total[5m]))",
            legend: "{{err}} {{instance}}",
            shows: "redis-errors",
            needs: "an error reply of Redis",
          },
        ],
        width: 6,
      }),
      timeseries({
        title: "Redis: rejected connections",
        description:
          "Connections turned away in the last five minutes because maxclients was reached. Anything but 0: clients leak connections, or the limit is too low.",
        unit: UNIT.clients,
        queries: [
          {
            expr: 'increase(redis_rejected_connections_total{job=~"redis|redis-ha"}[5m])',
            legend: "{{instance}}",
            shows: "redis-rejected",
          },
        ],
        width: 6,
      }),
    ],
  };
}
