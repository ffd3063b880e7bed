import { expect, test } from "vitest";
import type { Results } from "../results/results.ts";
import { mustBelongTogether } from "./belonging.ts";
import type { ShardReport } from "./shard-report.ts";
import { DIVISION, shardReport, shardWith, task } from "./testing.ts";

function complaintOf(...reports: ShardReport[]): string {
  try {
    mustBelongTogether(reports);
    return "";
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

function dealtAs(number: number, shard: Partial<ShardReport["shard"]>): ShardReport {
  const report = shardReport(number);
  return { ...report, shard: { ...report.shard, ...shard } };
}

test("shards of one sign-off belong together, in whichever order, and without one of them", () => {
  expect(complaintOf(shardReport(3), shardReport(1), shardReport(2))).toBe("");
  expect(complaintOf(shardReport(2))).toBe("");
});

test.each<[string, Partial<Results>, string]>([
  ["commit", { commit: "decade" }, "the commit: c0ffee in shard-1, decade in shard-2"],
  ["profile", { profile: "quick" }, "the profile: full in shard-1, quick in shard-2"],
  ["plan", { plan: "other.yaml" }, "the plan: the delivered one in shard-1, other.yaml in shard-2"],
  ["brokers", { brokers: ["redis"] }, "the brokers in scope: rabbitmq, redis in shard-1, redis in shard-2"],
  ["brokers left out", { leftOut: ["nats"] }, "the brokers left out: none in shard-1, nats in shard-2"],
  [
    "target",
    { target: { kind: "stack", allowsFaults: true } },
    "the target: a stack of its own in shard-1, the deployed stack with faults in shard-2",
  ],
  ["configuration", { hashes: { config: "d1" } }, "SHA-256 of config: none in shard-1, d1 in shard-2"],
])("of another %s they do not", (_, other, complaint) => {
  expect(complaintOf(shardReport(1), shardReport(2, other))).toContain(complaint);
});

test("a broker that one of them ran in another version is another broker", () => {
  const versions = { redis: "8.2.2", "Docker Engine": "28.1" };
  const older = shardReport(2, { versions: { redis: "7.0.15", "Docker Engine": "24.0" } });

  expect(complaintOf(shardReport(1, { versions }), older)).toContain(
    "the version of redis: 8.2.2 in shard-1, 7.0.15 in shard-2",
  );
  expect(complaintOf(shardReport(1, { versions }), older)).not.toContain("Docker Engine");
  expect(complaintOf(shardReport(1, { versions }), shardReport(2), shardReport(3, { versions }))).toBe("");
});

test("everything that differs is named at once", () => {
  const other = shardReport(2, { commit: "decade", profile: "quick" });

  expect(complaintOf(shardReport(1), other)).toMatch(/the commit: .*\n.*the profile: /);
});

test("the same shard twice is refused, with both folders", () => {
  const again = { ...shardReport(1), folder: "again" };

  expect(complaintOf(shardReport(1), again)).toContain("saw two of it, in shard-1 and again");
});

test("shards of different numbers are refused", () => {
  expect(complaintOf(shardReport(1), dealtAs(2, { of: 4 }))).toContain(
    "the number of shards: 3 in shard-1, 4 in shard-2",
  );
});

test("shards that dealt by other figures are refused, and what they would not have run is named", () => {
  const other = dealtAs(2, { division: [["block3/load"], ["block1/persistence"], ["block0/ports"]] });
  const complaint = complaintOf(shardReport(1), other);

  expect(complaint).toContain("the shard that has block0/ports: 1 in shard-1, 3 in shard-2");
  expect(complaint).not.toContain("block1/persistence");
});

test("a task in two shards is refused, by the division or by what was run", () => {
  const twice = DIVISION.map((ids) => [...ids, "block0/ports"]);
  const stranger = shardReport(1, { tasks: [task("block3/load", { status: "met", measured: 0 })] });

  expect(complaintOf(dealtAs(2, { division: twice }))).toContain("block0/ports is dealt to two shards");
  expect(complaintOf(stranger, shardReport(2))).toContain(
    "block3/load was run by shard 1 (shard-1), and is of shard 3",
  );
});

test("a waiver of what another shard runs is no run of it", () => {
  const waived = { status: "waived" as const, reason: "waived by X; not-run" };
  const tasks = (number: number) =>
    shardReport(number).results.tasks.map((each) =>
      each.id === "block3/load" ? task(each.id, waived) : each,
    );

  expect(complaintOf(shardReport(1, { tasks: tasks(1) }), shardWith(3, waived))).toBe("");
});
