import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { lineChart } from "./line-chart.ts";
import { textsOf } from "./svg-texts.ts";

const CHART = {
  title: "Latency through Redis",
  unit: "ms",
  startMs: 1_000,
  lines: [
    { name: "p50", points: [[1_000, 1] as const, [2_000, 2] as const, [3_000, 1] as const] },
    { name: "p99", points: [[1_000, 4] as const, [2_000, null] as const, [3_000, 6] as const] },
  ],
};

test("a chart is well-formed SVG that needs nothing from elsewhere", () => {
  const svg = lineChart(CHART);

  expect(new XMLParser().parse(svg)).toHaveProperty("svg");
  expect(svg).not.toMatch(/href=|url\(http|<image|<script/);
});

test("title, unit, axis and every line are named", () => {
  expect(textsOf(lineChart(CHART))).toEqual(
    expect.arrayContaining([
      "Latency through Redis",
      "ms",
      "seconds since the start of the load",
      "p50",
      "p99",
    ]),
  );
});

test("a limit is drawn with its name, and the axis reaches it", () => {
  const texts = textsOf(lineChart({ ...CHART, limit: { name: "plan: p99 below 10 ms", value: 10 } }));

  expect(texts).toContain("plan: p99 below 10 ms");
  expect(texts).toContain("15");
});

test("without any data it is still a chart, with an empty legend entry for each line", () => {
  const svg = lineChart({ ...CHART, lines: [{ name: "lost", points: [] }] });

  expect(textsOf(svg)).toEqual(expect.arrayContaining(["Latency through Redis", "lost"]));
});
