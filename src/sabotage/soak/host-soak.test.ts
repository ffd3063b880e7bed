import { expect, test } from "vitest";
import type { Status } from "../../plan/outcome.ts";
import { rowsOf, type SoakedStack, type SoakRun, soakTable } from "./host-soak.ts";
import type { Occupied } from "./occupied-host.ts";

const HEALTHY: SoakedStack = { title: "healthy", slows: [] };
const SLOW: SoakedStack = { title: "slow", slows: ["p99@redis"] };

function run(host: Occupied, stack: SoakedStack, statuses: Record<string, Status>): SoakRun {
  return { host, stack, statuses: new Map(Object.entries(statuses)) };
}

test.each<[string, SoakRun, string[]]>([
  ["healthy and met", run("busy", HEALTHY, { "p99@redis": "met" }), []],
  ["healthy and open on a busy host", run("busy", HEALTHY, { "p99@redis": "undetermined" }), []],
  [
    "healthy and open on a quiet host",
    run("quiet", HEALTHY, { "p99@redis": "undetermined" }),
    ["p99@redis: undetermined"],
  ],
  ["healthy and not met", run("busier", HEALTHY, { "p99@redis": "not-met" }), ["p99@redis: not-met"]],
  ["slow and not met", run("quiet", SLOW, { "p99@redis": "not-met" }), []],
  ["slow and open on a busy host", run("disk", SLOW, { "p99@redis": "undetermined" }), []],
  [
    "slow and open on a quiet host",
    run("quiet", SLOW, { "p99@redis": "undetermined" }),
    ["p99@redis: undetermined"],
  ],
  ["slow and met", run("busier", SLOW, { "p99@redis": "met" }), ["p99@redis: met"]],
  ["slow in something else", run("quiet", SLOW, { "rate@redis": "met" }), []],
])("%s", (_what, soaked, wrong) => {
  expect(rowsOf([soaked]).flatMap((row) => row.wrong)).toEqual(wrong);
});

test("runs of one stack on one kind of host are one row", () => {
  const rows = rowsOf([
    run("busy", HEALTHY, { a: "met", b: "undetermined" }),
    run("busy", HEALTHY, { a: "met", b: "met" }),
    run("quiet", HEALTHY, { a: "met", b: "met" }),
  ]);

  expect(rows).toMatchObject([
    { host: "busy", runs: 2, met: 3, undetermined: 1, notMet: 0 },
    { host: "quiet", runs: 1, met: 2 },
  ]);
  expect(soakTable(rows)).toContain("| healthy | busy | 2 | 3 | 0 | 1 | none |");
});
