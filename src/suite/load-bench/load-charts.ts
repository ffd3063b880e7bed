import type { Broker } from "../../brokers/broker.ts";
import { thresholdOf } from "../../plan/threshold-of.ts";
import { type Line, lineChart } from "../../report/charts/line-chart.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";

const STEP_SECONDS = 1;
/** Rates are over that many seconds, so that a load of seconds has a shape; the first point is as late. */
const WINDOW_SECONDS = 3;
const WINDOW = `${WINDOW_SECONDS}s`;
const ACCOUNTED = ["refused", "lost", "duplicated", "corrupted"];

interface Run {
  broker: Broker;
  fromMs: number;
  toMs: number;
}

/** What the dashboard shows over a load, by title: throughput, latency, errors and backlog as SVG, from Prometheus' data. */
export async function loadCharts(prometheus: PrometheusProbe, run: Run): Promise<Map<string, string>> {
  const { id: broker, title: name } = run.broker;
  const line = async (title: string, promql: string, factor = 1): Promise<Line> => {
    const [series] = await prometheus.range(promql, {
      fromMs: run.fromMs + WINDOW_SECONDS * 1e3,
      toMs: run.toMs,
      stepSeconds: STEP_SECONDS,
    });
    const points = (series?.values ?? []).map(([at, value]) => [at, finite(value * factor)] as const);
    return { name: title, points };
  };
  const rate = (counter: string) =>
    line(counter, `rate(frames_${counter}_total{broker="${broker}"}[${WINDOW}])`);
  const percentile = (title: string, quantile: number) =>
    line(
      title,
      `histogram_quantile(${quantile}, sum by (le) (rate(frame_latency_seconds_bucket{broker="${broker}"}[${WINDOW}])))`,
      1e3,
    );
  const minRate = thresholdOf("sustainedRate", "atLeast");
  const maxP99Ms = thresholdOf("frameLatency", "lessThan");
  const charts = [
    {
      title: `Throughput through ${name}`,
      unit: "frames/s",
      lines: await Promise.all(["sent", "confirmed", "received"].map(rate)),
      limit: { name: `plan: ${minRate} msg/s`, value: minRate },
    },
    {
      title: `Latency through ${name}, from due to received`,
      unit: "ms",
      lines: await Promise.all([percentile("p50", 0.5), percentile("p99", 0.99), percentile("p99.9", 0.999)]),
      limit: { name: `plan: p99 below ${maxP99Ms} ms`, value: maxP99Ms },
    },
    {
      title: `Errors of ${name}`,
      unit: "frames",
      lines: await Promise.all(
        ACCOUNTED.map((counter) => line(counter, `sum(frames_${counter}_total{broker="${broker}"})`)),
      ),
    },
    {
      title: `Backlog in ${name}`,
      unit: "frames",
      lines: [await line("not acknowledged yet", `broker:backlog:frames{broker="${broker}"}`)],
    },
  ];
  return new Map(charts.map((chart) => [chart.title, lineChart({ ...chart, startMs: run.fromMs })]));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
