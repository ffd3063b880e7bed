import { expect, test } from "vitest";
import { chartIn } from "./chart-words.ts";
import { lineChart } from "./line-chart.ts";
import { textsOf } from "./svg-texts.ts";

const CHART = lineChart({
  title: "Messages through Redis: throughput",
  unit: "frames/s",
  startMs: 0,
  lines: [{ name: "sent", points: [[0, 900] as const, [1_000, 1_000] as const] }],
  limit: { name: "plan: 1000 a second", value: 1_000 },
});

test("every word of a chart is Polish in Polish, and every number written so", () => {
  expect(textsOf(chartIn("pl", CHART))).toEqual([
    "klatki/s",
    "sekundy od początku obciążenia",
    "0",
    "300",
    "600",
    "900",
    "1200",
    "1500",
    "0",
    "0,2",
    "0,4",
    "0,6",
    "0,8",
    "1",
    "wysłane",
    "plan: 1000 na sekundę",
    "Komunikaty przez Redis: przepustowość",
  ]);
});

test("nothing but its texts is changed", () => {
  const shape = (svg: string) => svg.replaceAll(/>[^<]*<\/text>/g, "></text>");

  expect(shape(chartIn("pl", CHART))).toBe(shape(CHART));
  expect(chartIn("en", CHART)).toBe(CHART);
});
