import { INTERVAL } from "./at-interval.ts";
import { latencyHeatmap } from "./heatmap.ts";
import type { Limits } from "./limits.ts";
import type { Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { UNIT } from "./units.ts";

/** How long frames take end to end, and the share of it that each broker takes to make one safe. */
export function latency({ latencyP99 }: Limits): Row {
  return {
    title: "Latency",
    ofEachBroker: true,
    panels: [
      latencyHeatmap({
        title: "Latency end to end",
        description:
          "From when a frame was due until it was received; the brighter, the more frames. A band that rises or spreads is a broker or a consumer that falls behind.",
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: `sum by (broker, le) (rate(frame_latency_seconds_bucket[${INTERVAL}]))`,
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
          { expr: `frame:latency_seconds:p50`, legend: "{{broker}} p50", shows: "latency-p50" },
          { expr: `frame:latency_seconds:p99`, legend: "{{broker}} p99", shows: "latency-p99" },
          {
            expr: `frame:latency_seconds:p999`,
            legend: "{{broker}} p99.9",
            shows: "latency-p999",
          },
        ],
        bounds: { worse: "above", red: latencyP99 },
        least: latencyP99 / 100,
        most: latencyP99 * 10,
        isLogarithmic: true,
        alerts: ["LatencyHigh"],
        width: 12,
      }),
    ],
  };
}
