import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import { distributionChart } from "./distribution-chart.ts";

test("the chart has title, limit, and shares up to where there are latencies enough", () => {
  const latencies = createHistogram();
  for (let index = 1; index <= 1_000; index += 1) latencies.record(index * 10_000);
  const svg = distributionChart({
    title: "Latency",
    latencies,
    limit: { name: "plan: p99 below 10 ms", value: 10 },
  });

  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("Latency");
  expect(svg).toContain("plan: p99 below 10 ms");
  expect(svg).toContain(">99.9<");
  expect(svg).not.toContain(">99.999<");
});
