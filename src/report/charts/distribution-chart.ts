import { svgOf, TEXT, titled } from "./chart-frame.ts";

/** Percentiles that are drawn, up to where there are latencies enough for them. */
const SHARES = [0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.995, 99.999];

/** What is asked of a histogram of nanoseconds. */
interface Distribution {
  readonly count: number;
  percentile(percentile: number): number;
}

export interface DistributionChart {
  title: string;
  latencies: Distribution;
  /** A limit of the plan for the 99th percentile, in ms, where it has one. */
  limit?: { name: string; value: number };
}

/**
 * Latency over the share of frames that it does not exceed, as a self-contained SVG. The axis of shares is stretched
 * towards 100 % (the distance to it halves at equal steps), where what matters lies; both ends are drawn.
 */
export function distributionChart({ title, latencies, limit }: DistributionChart): string {
  const shown = SHARES.filter((share) => share < 100 && latencies.count * (1 - share / 100) >= 1);
  const points = shown.map((share) => [
    1 / (1 - share / 100),
    latencies.percentile(Math.max(share, 0.001)) / 1e6,
  ]);
  return svgOf({
    title: titled(title),
    grid: { left: 70, right: 40, top: 64, bottom: 60 },
    xAxis: {
      type: "log",
      min: 1,
      max: 10 ** Math.ceil(Math.log10(points.at(-1)?.[0] ?? 10)),
      name: "% of frames that were received within",
      nameLocation: "middle",
      nameGap: 30,
      nameTextStyle: TEXT,
      axisLabel: {
        ...TEXT,
        formatter: (odds: number) => String(Number((100 * (1 - 1 / odds)).toFixed(4))),
      },
      splitLine: { lineStyle: { color: "#e5e7eb" } },
    },
    yAxis: {
      type: "value",
      min: 0,
      name: "ms",
      nameTextStyle: { ...TEXT, align: "right" },
      axisLabel: { ...TEXT, formatter: (value: number) => value.toLocaleString("en") },
      splitLine: { lineStyle: { color: "#e5e7eb" } },
    },
    series: [
      {
        type: "line",
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { width: 2, color: "#0072b2" },
        itemStyle: { color: "#0072b2" },
        data: points,
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: "#b91c1c", type: "dashed", width: 1.5 },
          label: {
            position: "insideEndTop",
            color: "#b91c1c",
            backgroundColor: "#ffffff",
            padding: 2,
          },
          data: [
            ...(limit ? [{ yAxis: limit.value, label: { formatter: limit.name } }] : []),
            { xAxis: 100, label: { formatter: "p99" } },
          ],
        },
      },
    ],
  });
}
