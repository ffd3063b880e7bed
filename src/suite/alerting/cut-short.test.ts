import { expect, test } from "vitest";
import { cutShort, tooHasty } from "./cut-short.ts";

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

test("so is one of the size of an answer, and one that nobody knows", () => {
  expect(cutShort(job({ body_size_limit: 524_288, other_limit: 5 }))).toEqual([
    "nothing of the job redis is seen above its body_size_limit 524288, expected at least 10000000 or none",
    "nothing of the job redis is seen above its other_limit 5, expected none",
  ]);
  expect(cutShort(job({ body_size_limit: 50_000_000 }))).toEqual([]);
});

test("a job whose targets have too little time to answer is named", () => {
  const jobs = [0.2, 1, 4].map((timeoutSeconds) => ({ name: `job-${timeoutSeconds}`, timeoutSeconds }));

  expect(tooHasty(jobs)).toEqual(["targets of the job job-0.2 have 0.2 s to answer, expected at least 1 s"]);
});
