import { niceAbove, svgOf, TEXT, titled } from "./chart-frame.ts";

const PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/** One line of a chart: points of time (ms since 1970) and value; null is a gap. */
export interface Line {
  name: string;
  points: readonly (readonly [timeMs: number, value: number | null])[];
}

export interface LineChart {
  title: string;
  /** Written at the value axis: "ms", "frames/s". */
  unit: string;
  lines: readonly Line[];
  /** What the time axis counts from, in ms since 1970. */
  startMs: number;
  /** A horizontal line for a limit of the plan. */
  limit?: { name: string; value: number };
}

/** A chart over time as a self-contained SVG, legible on paper and without colours told apart by legend and dash. */
export function lineChart({ title, unit, lines, startMs, limit }: LineChart): string {
  return svgOf({
    color: PALETTE,
    title: titled(title),
    legend: { bottom: 6, textStyle: TEXT, itemWidth: 28, itemGap: 40, itemStyle: { opacity: 0 } },
    grid: { left: 70, right: 30, top: 64, bottom: 66 },
    xAxis: {
      type: "value",
      min: 0,
      max: "dataMax",
      name: "seconds since the start of the load",
      nameLocation: "middle",
      nameGap: 26,
      axisLabel: TEXT,
      nameTextStyle: TEXT,
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      min: 0,
      // There is no half a frame.
      ...(unit === "frames" ? { minInterval: 1 } : {}),
      max: ({ max }: { max: number }) => niceAbove(Math.max(max, limit?.value ?? 0)),
      name: unit,
      nameTextStyle: { ...TEXT, align: "right" },
      axisLabel: { ...TEXT, formatter: (value: number) => value.toLocaleString("en") },
      splitLine: { lineStyle: { color: "#e5e7eb" } },
    },
    series: lines.map(({ name, points }, index) => ({
      type: "line",
      name,
      symbol: points.length < 2 ? "circle" : "none",
      connectNulls: false,
      lineStyle: { width: 2, type: index < PALETTE.length / 2 ? "solid" : "dashed" },
      data: points.map(([time, value]) => [Math.round((time - startMs) / 100) / 10, value]),
      ...(index === 0 && limit ? { markLine: markLine(limit) } : {}),
    })),
  });
}

function markLine({ name, value }: { name: string; value: number }) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: "#b91c1c", type: "dashed", width: 1.5 },
    label: {
      formatter: name,
      position: "insideEndTop",
      color: "#b91c1c",
      fontFamily: "sans-serif",
      backgroundColor: "#ffffff",
      padding: 2,
    },
    data: [{ yAxis: value }],
  };
}
