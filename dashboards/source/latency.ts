import { latencyHeatmap } from "./heatmap.ts";
import type { Limits } from "./limits.ts";
import { CHOSEN, OF_PRIMARY, type Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { UNIT } from "./units.ts";

/** How long frames take end to end, and the share of it that each broker takes to make one safe. */
export function latency({ latencyP99 }: Limits): Row {
  return {
    title: "Latency",
    panels: [
      latencyHeatmap({
        title: "Latency end to end",
        description:
          "From when a frame was due until it was received; the brighter, the more frames. A band that rises or spreads is a broker or a consumer that falls behind.",
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: `sum by (le) (rate(frame_latency_seconds_bucket{${CHOSEN}}[1m]))`,
            legend: "{{le}}",
            shows: "latency-buckets",
          },
        ],
        alerts: ["LatencyHigh"],
        width: 12,
      }),
      timeseries({
        title: "Latency percentiles end to end",
        description: `Half, 99 % and 99.9 % of the frames come out within this time. The line is the plan's limit for p99, ${latencyP99 * 1000} ms. A high p99.9 alone: stalls, such as fsync or a snapshot.`,
        unit: UNIT.seconds,
        queries: [
          { expr: `frame:latency_seconds:p50{${CHOSEN}}`, legend: "{{broker}} p50", shows: "latency-p50" },
          { expr: `frame:latency_seconds:p99{${CHOSEN}}`, legend: "{{broker}} p99", shows: "latency-p99" },
          {
            expr: `frame:latency_seconds:p999{${CHOSEN}}`,
            legend: "{{broker}} p99.9",
            shows: "latency-p999",
          },
        ],
        bounds: { worse: "above", red: latencyP99 },
        most: latencyP99 * 1.5,
        alerts: ["LatencyHigh"],
        width: 12,
      }),
      timeseries({
        title: "Redis: XADD",
        description:
          "Time that the primary itself takes to append a frame, without network and fsync. High: large frames, a slow command in front of them, or too little CPU.",
        unit: UNIT.seconds,
        queries: ([0.5, 0.99] as const).map((quantile) => ({
          expr: `histogram_quantile(${quantile}, sum by (broker, le) (rate(redis_commands_latencies_usec_bucket{cmd="xadd"}[1m]) ${OF_PRIMARY})) / 1e6`,
          legend: `p${quantile * 100}`,
          shows: quantile === 0.5 ? "redis-xadd-p50" : "redis-xadd-p99",
        })),
        width: 12,
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
        width: 12,
      }),
    ],
  };
}
