import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { plannedSnapshot, snapshotByRule } from "./redis-limits.ts";

/** A server with these rules that takes a snapshot once it has been asked so often. */
const taking = (save: string, afterLooks: number) => {
  let looks = 0;
  return {
    setting: async () => save,
    snapshotsTaken: async () => {
      looks += 1;
      return looks > afterLooks ? 3 : 2;
    },
  };
};
const since = (seconds: number) => ({ before: 2, sinceMs: performance.now() - seconds * 1e3, lateS: 0.1 });

test("the rule that comes true first under the plan's messages counts", () => {
  expect(plannedSnapshot("3600 1 300 100 60 10000")).toBe(60);
  expect(plannedSnapshot("")).toBe("never");
});

test("a snapshot that nobody ordered is told with its time", async () => {
  expect(await snapshotByRule(taking("60 10000", 1), since(20))).toBeGreaterThan(20);
});

test("one that does not come when its rule has come true is none", async () => {
  expect(await snapshotByRule(taking("60 10000", Infinity), since(60))).toBe("none within 60 s");
});

test("without a rule nothing is waited for", async () => {
  expect(await snapshotByRule(taking("", Infinity), since(0))).toBe("never");
});

test("what only comes after longer than anybody waits is undetermined", async () => {
  await expect(snapshotByRule(taking("3600 1", Infinity), since(330))).rejects.toThrow(Undetermined);
});
