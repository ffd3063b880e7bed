import { init } from "echarts";

const WIDTH = 900;
const HEIGHT = 320;

/** How a chart writes: dark on white, whatever the page around it. */
export const TEXT = { fontFamily: "sans-serif", color: "#24292f" };

/** What every chart has. */
const FRAME = { animation: false, backgroundColor: "#ffffff", textStyle: TEXT };

export function titled(text: string) {
  return { text, left: 16, top: 10, textStyle: { ...TEXT, fontSize: 15, fontWeight: "bold" } };
}

/** The chart of those options as a self-contained SVG. */
export function svgOf(option: object, { height = HEIGHT } = {}): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    chart.setOption({ ...FRAME, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** The next round number with room above the highest value. */
export function niceAbove(value: number): number {
  if (value <= 0) return 1;
  const step = 10 ** Math.floor(Math.log10(value * 1.05));
  const nice = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * step >= value * 1.05) ?? 10;
  return nice * step;
}
