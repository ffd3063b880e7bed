import { expect, test } from "vitest";
import { textsOf } from "../report/charts/svg-texts.ts";
import { chartsOf } from "./charts.ts";
import { brokerOf, comparisonOf } from "./testing.ts";
import { lostTurn } from "./turn.ts";

test("throughput, latency, recovery and cost are drawn with every broker", () => {
  const charts = chartsOf(comparisonOf(brokerOf(), brokerOf({ title: "NATS" })));

  expect(charts.map(({ title }) => title.split(":")[0]?.split(" at ")[0])).toEqual([
    "Throughput",
    "Latency",
    "Recovery",
    "Cost",
  ]);
  for (const { svg } of charts) expect(textsOf(svg)).toEqual(expect.arrayContaining(["Redis", "NATS"]));
});

test("a figure that could not be taken is no mark but a word", () => {
  const [throughput] = chartsOf(comparisonOf(brokerOf({ rounds: [lostTurn("gone")] })));

  expect(textsOf(throughput?.svg ?? "").filter((text) => text === "undetermined")).toHaveLength(4);
});
