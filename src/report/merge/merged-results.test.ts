import { expect, test } from "vitest";
import { resultsWith } from "../testing.ts";
import { mergedResults } from "./merged-results.ts";
import { shardReport, shardWith } from "./testing.ts";

const { host } = resultsWith();

function statusesOf(...reports: Parameters<typeof mergedResults>[0]): Record<string, string> {
  return Object.fromEntries(mergedResults(reports).tasks.map(({ id, status }) => [id, status]));
}

test("each task is as its own shard has it, and what none was dealt is not run", () => {
  const reports = [shardReport(1), shardWith(2, { status: "undetermined" }), shardReport(3)];

  expect(statusesOf(...reports)).toEqual({
    "block0/ports": "met",
    "block1/persistence": "undetermined",
    "block3/load": "met",
    "overall/security": "not-run",
  });
});

test("the verdict is of the whole", () => {
  const notMet = shardWith(2, { status: "not-met" }, { status: "met" });
  const whole = [1, 2, 3].map((number) => shardReport(number));
  const planned = whole.map((report) => ({
    ...report,
    results: { ...report.results, tasks: report.results.tasks.filter(({ id }) => id !== "overall/security") },
  }));

  expect(mergedResults(planned).verdict).toBe("accepted");
  expect(mergedResults(whole).verdict).toBe("incomplete");
  expect(mergedResults([shardReport(1), notMet, shardReport(3)]).verdict).toBe("rejected");
});

test("a shard that is missing is named, and its tasks are not run for that reason", () => {
  const { tasks, verdict, merged } = mergedResults([shardReport(1), shardReport(3)]);

  expect(merged).toMatchObject({ of: 3, missing: [2] });
  expect(merged?.parts.map(({ number }) => number)).toEqual([1, 3]);
  expect(tasks[1]).toMatchObject({
    status: "not-run",
    criteria: [{ status: "not-run", reason: "shard 2 of 3 is missing" }],
  });
  expect(tasks[3]?.criteria[0]).not.toHaveProperty("reason");
  expect(verdict).toBe("incomplete");
});

test("it lasts from the first start to the last end, and says where each shard ran", () => {
  const first = shardReport(1, { startedAt: "2026-11-25T21:20:00.000Z", durationMs: 60_000 });
  const other = { ...host, cores: 8 };
  const late = shardReport(2, { startedAt: "2026-11-25T21:20:30.000Z", durationMs: 90_000, host: other });
  const results = mergedResults([first, late]);

  expect(results).toMatchObject({ startedAt: "2026-11-25T21:20:00.000Z", durationMs: 120_000, host });
  expect(results).not.toHaveProperty("shard");
  expect(results.merged?.parts).toEqual([
    { number: 1, startedAt: "2026-11-25T21:20:00.000Z", durationMs: 60_000, host },
    { number: 2, startedAt: "2026-11-25T21:20:30.000Z", durationMs: 90_000, host: other },
  ]);
});

test("images and versions are those of all; what differs is told apart", () => {
  const redis = { service: "redis", image: "redis:8", imageId: "sha256:1" };
  const versions = { "Docker Engine": "24.0", Redis: "8.2.2" };
  const { images, versions: told } = mergedResults([
    shardReport(1, { images: [redis], versions }),
    shardReport(2, { images: [{ ...redis, imageId: "sha256:2" }], versions: { "Docker Engine": "28.1" } }),
    shardReport(3, { images: [redis], versions }),
  ]);

  expect(images.map(({ imageId }) => imageId)).toEqual(["sha256:1", "sha256:2"]);
  expect(told).toEqual({ "Docker Engine": "24.0 (shards 1, 3), 28.1 (shard 2)", Redis: "8.2.2" });
});

test("one that was interrupted makes the whole so", () => {
  expect(mergedResults([shardReport(1), shardReport(2, { isInterrupted: true })]).isInterrupted).toBe(true);
});
