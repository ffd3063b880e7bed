import type { CustomSeriesRenderItemAPI } from "echarts";
import { niceAbove, svgOf, TEXT, titled } from "./chart-frame.ts";

/** Told apart on paper and without colours, too. */
const MARKS = ["circle", "rect", "triangle", "diamond"] as const;
const PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];

/** A figure with the ends of its interval, as far as it has any. */
export interface IntervalPoint {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface IntervalChart {
  title: string;
  /** Written at the value axis: "ms", "frames/s". */
  unit: string;
  /** What is compared, from above to below. */
  rows: readonly string[];
  /** Of each that is compared a point for each row; where there is none, words stand there. */
  series: readonly { name: string; points: readonly (IntervalPoint | string)[] }[];
  /** Equal distances are equal factors, where values differ by powers of ten. */
  isLogarithmic?: boolean;
}

const ROW_PX = 22;
const GAP_PX = 14;
const FRAME_PX = { above: 50, below: 92 };
const SIZE_PX = 9;
/** The greatest value has its label on its right. */
const ROOM_FOR_LABEL = 1.2;
const NAMES_PX = 250;
const CAP_PX = 4;

/** Values with their intervals, side by side for each row, as a self-contained SVG. Labels give the value. */
export function intervalChart(chart: IntervalChart): string {
  const { title, unit, rows, series, isLogarithmic = false } = chart;
  const height = FRAME_PX.above + FRAME_PX.below + rows.length * (series.length * ROW_PX + GAP_PX);
  const [least, most] = endsOf(chart);
  const ends = isLogarithmic
    ? { min: 10 ** Math.floor(Math.log10(least)), max: 10 ** Math.ceil(Math.log10(most * ROOM_FOR_LABEL)) }
    : { min: 0, max: niceAbove(most * ROOM_FOR_LABEL) };
  return svgOf(
    {
      color: PALETTE,
      title: titled(title),
      legend: {
        bottom: 6,
        textStyle: TEXT,
        itemGap: 40,
        data: series.map(({ name }, index) => ({ name, icon: markOf(index) })),
      },
      grid: { left: NAMES_PX, right: 40, top: FRAME_PX.above, bottom: FRAME_PX.below },
      xAxis: {
        type: isLogarithmic ? "log" : "value",
        ...ends,
        name: unit,
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: TEXT,
        axisLabel: { ...TEXT, formatter: (value: number) => value.toLocaleString("en") },
        splitLine: { lineStyle: { color: "#e5e7eb" } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: rows,
        axisLabel: { ...TEXT, width: NAMES_PX - 20, overflow: "break" },
        axisTick: { show: false },
      },
      series: series.map(({ name, points }, index) => ({
        type: "custom",
        name,
        itemStyle: { color: PALETTE[index % PALETTE.length] },
        data: points.map((_, row) => [ends.min, row]),
        renderItem: (params: { dataIndex: number }, api: CustomSeriesRenderItemAPI) =>
          drawn(points[params.dataIndex] ?? "", {
            at: (value) => api.coord([value, params.dataIndex]) as [number, number],
            offsetPx: (index - (series.length - 1) / 2) * ROW_PX,
            least: ends.min,
            index,
          }),
      })),
    },
    { height },
  );
}

interface Place {
  at: (value: number) => [number, number];
  offsetPx: number;
  least: number;
  index: number;
}

function drawn(point: IntervalPoint | string, { at, offsetPx, least, index }: Place) {
  const color = PALETTE[index % PALETTE.length] as string;
  const [leftPx, middlePx] = at(least);
  const y = middlePx + offsetPx;
  if (typeof point === "string") return textAt(leftPx + 6, y, point, "#6b7280");
  const { value, low, high } = point;
  const [x] = at(value);
  const fromPx = low === undefined ? x : at(Math.max(low, least))[0];
  const toPx = high === undefined ? x : at(high)[0];
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: "line",
    shape: { x1, y1, x2, y2 },
    style: { stroke: color, lineWidth: 2 },
  });
  return {
    type: "group",
    children: [
      line(fromPx, y, toPx, y),
      ...(low === undefined ? [] : [line(fromPx, y - CAP_PX, fromPx, y + CAP_PX)]),
      ...(high === undefined ? [] : [line(toPx, y - CAP_PX, toPx, y + CAP_PX)]),
      markAt(x, y, index, color),
      textAt(Math.max(toPx, x) + 8, y, labelOf(point), "#24292f"),
    ],
  };
}

/** "or more" where the interval has no upper end: the figure itself is no bound then. */
function labelOf({ value, low, high }: IntervalPoint): string {
  const text = value.toLocaleString("en", { maximumSignificantDigits: 3 });
  return low !== undefined && high === undefined ? `${text} or more` : text;
}

function textAt(x: number, y: number, text: string, fill: string) {
  return {
    type: "text",
    style: { x, y, text, fill, fontSize: 12, fontFamily: TEXT.fontFamily, verticalAlign: "middle" },
  };
}

function markAt(x: number, y: number, index: number, fill: string) {
  const half = SIZE_PX / 2;
  const corners: Partial<Record<(typeof MARKS)[number], [number, number][]>> = {
    triangle: [
      [x, y - half],
      [x + half, y + half],
      [x - half, y + half],
    ],
    diamond: [
      [x, y - half],
      [x + half, y],
      [x, y + half],
      [x - half, y],
    ],
  };
  const mark = markOf(index);
  if (mark === "circle") return { type: "circle", shape: { cx: x, cy: y, r: half }, style: { fill } };
  if (mark === "rect")
    return {
      type: "rect",
      shape: { x: x - half, y: y - half, width: SIZE_PX, height: SIZE_PX },
      style: { fill },
    };
  return { type: "polygon", shape: { points: corners[mark] }, style: { fill } };
}

function markOf(index: number): (typeof MARKS)[number] {
  return MARKS[index % MARKS.length] as (typeof MARKS)[number];
}

/** The least and the greatest that is drawn. */
function endsOf({ series, isLogarithmic = false }: IntervalChart): [least: number, most: number] {
  const points = series.flatMap((each) => each.points).filter((point) => typeof point !== "string");
  const values = points
    .flatMap(({ value, low = value, high = value }) => [value, low, high])
    .filter((value) => Number.isFinite(value) && (!isLogarithmic || value > 0));
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : [1, 10];
}
