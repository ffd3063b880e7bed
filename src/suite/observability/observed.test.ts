import { expect, test } from "vitest";
import { scraped } from "./observed.ts";
import type { WatchedStack } from "./watched-stack.ts";

const target = (job: string) => ({ job, instance: `${job}:1`, health: "up", lastError: "" });

/** A stack whose Prometheus has these jobs, of which these have a target. */
function stackWith(jobs: string[], up: string[], unusedJobs: string[] = []): WatchedStack {
  const prometheus = { jobs: async () => jobs, targets: async () => up.map(target), query: async () => [] };
  return { prometheus, unusedJobs, expectedTargets: async () => [] } as unknown as WatchedStack;
}

test("a stack of single nodes needs no target of the nodes that profile ha adds", async () => {
  const jobs = ["redis", "redis-ha", "redis-sentinel"];

  expect(await scraped(stackWith(jobs, ["redis"], ["redis-ha", "redis-sentinel"]))).toEqual({
    notUp: [],
    rows: [["redis", 1, 1]],
  });
});

test("with profile ha its jobs are jobs like the others", async () => {
  expect((await scraped(stackWith(["redis", "redis-ha"], ["redis", "redis-ha"]))).rows).toEqual([
    ["redis", 1, 1],
    ["redis-ha", 1, 1],
  ]);
});
