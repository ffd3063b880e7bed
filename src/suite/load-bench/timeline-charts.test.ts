import { join } from "node:path";
import { createHistogram } from "node:perf_hooks";
import { expect, test, vi } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { timelineCharts } from "./timeline-charts.ts";

const received = createHistogram();
for (let ms = 1; ms <= 100; ms += 1) received.record(ms * 1e6);

const charts = () => timelineCharts("Messages through Redis", { timeline: [], received, leastRate: 1000 });

test("a load is drawn from second to second, and its latency against the plan's limit", () => {
  const drawn = charts();

  expect([...drawn.keys()]).toEqual([
    "Messages through Redis: throughput",
    "Messages through Redis: latency from due to received",
    "Messages through Redis: backlog",
    "Messages through Redis: distribution of latency",
  ]);
  expect(drawn.get("Messages through Redis: distribution of latency")).toContain("plan: p99 below 10 ms");
});

test("a plan that limits no latency has a chart without a limit", () => {
  vi.stubEnv("SIGNOFF_PLAN", join(ROOT, "fixtures/plans/no-limit.yaml"));

  expect(charts().get("Messages through Redis: distribution of latency")).not.toContain("plan:");
});
