import type { RecordableHistogram } from "node:perf_hooks";
import { thresholdIfAny } from "../../plan/threshold-of.ts";
import { distributionChart } from "../../report/charts/distribution-chart.ts";
import { lineChart } from "../../report/charts/line-chart.ts";
import type { TimelineLine } from "../../traffic/timeline.ts";

interface Charted {
  timeline: readonly TimelineLine[];
  /** From due to received, in nanoseconds. */
  received: RecordableHistogram;
  /** Frames or messages per second that the plan asks for. */
  leastRate: number;
}

/**
 * A load from second to second, by title, as SVG: throughput, latency and backlog, and the distribution of the latency.
 * @param what "Messages through Redis"
 */
export function timelineCharts(
  what: string,
  { timeline, received, leastRate }: Charted,
): Map<string, string> {
  const maxP99Ms = thresholdIfAny("frameLatency", "lessThan");
  const limit =
    maxP99Ms === undefined ? {} : { limit: { name: `plan: p99 below ${maxP99Ms} ms`, value: maxP99Ms } };
  const line = (name: string, of: (each: TimelineLine) => number | null) => ({
    name,
    points: timeline.map((each) => [each.second * 1e3, of(each)] as const),
  });
  const charts = [
    {
      title: `${what}: throughput`,
      unit: "frames/s",
      lines: [
        line("sent", ({ sent }) => sent),
        line("confirmed", ({ confirmed }) => confirmed),
        line("received", ({ received: count }) => count),
      ],
      limit: { name: `plan: ${leastRate} a second`, value: leastRate },
    },
    {
      title: `${what}: latency from due to received`,
      unit: "ms",
      lines: [line("p50", ({ p50Ms }) => p50Ms), line("p99", ({ p99Ms }) => p99Ms)],
      ...limit,
    },
    {
      title: `${what}: backlog`,
      unit: "frames",
      lines: [line("confirmed, not received yet", ({ backlog }) => backlog)],
    },
  ];
  const distribution = `${what}: distribution of latency`;
  return new Map([
    ...charts.map((chart): [string, string] => [chart.title, lineChart({ ...chart, startMs: 0 })]),
    [distribution, distributionChart({ title: distribution, latencies: received, ...limit })],
  ]);
}
