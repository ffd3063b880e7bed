import { expect, test } from "vitest";
import { cutShort } from "./cut-short.ts";

const job = (limits: Record<string, number>) => [{ name: "redis", limits }];

test("a job without limits, or with room in them, loses nothing", () => {
  expect(cutShort(job({}))).toEqual([]);
  expect(cutShort(job({ sample_limit: 50_000, target_limit: 100, label_limit: 64 }))).toEqual([]);
});

test("a limit that a few more queues, members or names reach is named with its job", () => {
  expect(cutShort(job({ sample_limit: 900, target_limit: 3 }))).toEqual([
    "nothing of the job redis is seen above its sample_limit 900, expected at least 10000 or none",
    "nothing of the job redis is seen above its target_limit 3, expected at least 20 or none",
  ]);
});
