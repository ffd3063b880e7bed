import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { type IntervalChart, intervalChart } from "./interval-chart.ts";
import { textsOf } from "./svg-texts.ts";

const CHART: IntervalChart = {
  title: "Throughput",
  unit: "frames/s",
  rows: ["one node", "ha"],
  series: [
    {
      name: "Redis",
      points: [
        { value: 1_234, low: 1_200, high: 1_300 },
        { value: 512, low: 500 },
      ],
    },
    { name: "NATS", points: [{ value: 40 }, "undetermined"] },
  ],
};

test("a chart is well-formed SVG that needs nothing from elsewhere", () => {
  const svg = intervalChart(CHART);

  expect(new XMLParser().parse(svg)).toHaveProperty("svg");
  expect(svg).not.toMatch(/href=|url\(http|<image|<script|NaN|Infinity/);
});

test("title, unit, rows and series are named, and each value stands beside its mark", () => {
  expect(textsOf(intervalChart(CHART))).toEqual(
    expect.arrayContaining(["Throughput", "frames/s", "one node", "ha", "Redis", "NATS", "1,230", "40"]),
  );
});

test("an interval without an upper end says so, and words stand where there is no value", () => {
  const texts = textsOf(intervalChart({ ...CHART, isLogarithmic: true }));

  expect(texts).toEqual(expect.arrayContaining(["512 or more", "undetermined"]));
});

test("without any value it is still a chart", () => {
  const svg = intervalChart({
    ...CHART,
    series: [{ name: "Redis", points: ["undetermined", "undetermined"] }],
  });

  expect(textsOf(svg)).toEqual(expect.arrayContaining(["Throughput", "Redis", "undetermined"]));
  expect(svg).not.toContain("NaN");
});
