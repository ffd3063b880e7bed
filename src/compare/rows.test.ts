import { expect, test } from "vitest";
import { rowsOf } from "./rows.ts";
import { brokerOf, cellOf, cellsOf, comparisonOf, turnOf } from "./testing.ts";
import { lostTurn } from "./turn.ts";

const eight = (framesPerSecond: number) =>
  Array.from({ length: 8 }, (_, index) => turnOf(index, framesPerSecond));
const rowOf = (title: string, ...brokers: ReturnType<typeof brokerOf>[]) =>
  rowsOf(comparisonOf(...brokers)).find((row) => row.title === title);

test("every row has a cell for each broker, and every figure names its evidence", () => {
  const rows = rowsOf(comparisonOf(brokerOf(), brokerOf({ title: "NATS" })));

  expect(new Set(rows.map(({ cells }) => cells.length))).toEqual(new Set([2]));
  expect(rows.find(({ title }) => title === "p99, ha")?.cells[1]).toMatchObject({
    evidence: "evidence/comparison/nats/ha/received.hgrm",
  });
});

test("groups come in the order in which a broker is chosen", () => {
  expect([...new Set(rowsOf(comparisonOf(brokerOf())).map(({ group }) => group))]).toEqual([
    "Throughput",
    "Latency",
    "Node that takes frames killed, ha",
    "Its host pauses for 10 s, ha",
    "Power cut, one node",
    "Cost",
    "Configuration",
  ]);
});

test("the best is marked where its interval touches no other", () => {
  const title = "Pictures of 80 KB, 64 in flight, ha";
  const marks = (...brokers: ReturnType<typeof brokerOf>[]) =>
    rowOf(title, ...brokers)?.cells.map(({ isBest }) => isBest);

  expect(marks(brokerOf({ rounds: eight(500) }), brokerOf({ rounds: eight(900) }))).toEqual([false, true]);
  expect(marks(brokerOf({ rounds: eight(500) }), brokerOf({ rounds: eight(503) }))).toEqual([false, false]);
});

test("a throughput that the client limited says so beside its interval", () => {
  const limited = eight(10_000).map((each) => ({
    ...each,
    messages: { value: { framesPerSecond: 10_000, cpuUsPerFrame: 99 } },
  }));

  expect(
    rowOf("Messages of 1 KiB, 64 in flight, ha", brokerOf({ rounds: limited }))?.cells[0]?.beside,
  ).toMatch(/^.+; the client was at its limit/);
});

test("where nothing could be measured the reason stands there, with what was tried", () => {
  const [cell] = rowOf("p50, one node", brokerOf({ rounds: [lostTurn("gone")] }))?.cells ?? [];

  expect(cell).toMatchObject({
    text: "undetermined: the rate is not known: gone",
    evidence: "evidence/comparison/redis/one-node/rounds.json",
  });
});

test("a fault has its recovery, and the frames lost and duplicated", () => {
  const cells = cellsOf({ "power-cut": [cellOf({ status: "broken", lost: 1_200, recoverySeconds: 4.25 })] });
  const rows = rowsOf(comparisonOf(brokerOf({ cells }))).filter(({ group }) => group.startsWith("Power cut"));

  expect(rows.map((row) => [row.title, row.cells[0]?.text])).toEqual([
    ["Recovery", "4.3 s"],
    ["Confirmed frames lost", "1,200"],
    ["Duplicated frames", "2"],
  ]);
});

test("the configuration is what the broker tells, and what its folder says", () => {
  const rows = rowsOf(comparisonOf(brokerOf())).filter(({ group }) => group === "Configuration");

  expect(rows.map((row) => row.cells[0]?.text)).toEqual([
    "8.0.2",
    "appendfsync always",
    "appendfsync always",
    "appendfsync always",
  ]);
});
