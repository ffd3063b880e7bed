import { expect, test } from "vitest";
import { CELLS } from "./cells.ts";

const named = CELLS.map((cell) => ({ ...cell, name: cell.fault("primary") }));
const of = (topology: string) => named.filter((cell) => cell.topology === topology);

test("no fault is in a topology twice", () => {
  for (const topology of ["one node", "ha"]) {
    const names = of(topology).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});

test("what cuts power or fills a disk needs disks of its own", () => {
  const onDisks = named.filter(({ name }) => /power cut|disk|last write/.test(name));

  expect(onDisks.map(({ name, needsDisks }) => [name, needsDisks])).toEqual(
    onDisks.map(({ name }) => [name, true]),
  );
  expect(named.filter(({ needsDisks }) => needsDisks)).toHaveLength(onDisks.length);
});

test("a fault of consumers meets consumers at work, and no other does", () => {
  for (const { name, isFlowing = false } of named)
    expect([name, isFlowing]).toEqual([name, /consumer/.test(name)]);
});

test("the power of one node is cut as often as its broker needs to show what it fsyncs", () => {
  expect(named.filter(({ isRepeated }) => isRepeated).map(({ name }) => name)).toEqual(["power cut"]);
});

test("a backlog is longer than what a queue holds by its limit, and held for a minute", () => {
  const backlogs = named.filter(({ backlog }) => backlog !== undefined);

  expect(backlogs.map(({ topology }) => topology)).toEqual(["one node", "ha"]);
  for (const { backlog = 0, framesPerSecond = 1, isQuick } of backlogs) {
    expect(backlog).toBeGreaterThan(50_000);
    expect(backlog / framesPerSecond).toBeGreaterThanOrEqual(60);
    expect(isQuick).toBeFalsy();
  }
});

test("the quick profile shows a power cut and a failover", () => {
  const quick = named.filter(({ isQuick }) => isQuick).map(({ shows }) => shows);

  expect(quick).toEqual(expect.arrayContaining(["power cut", "failover"]));
});

test("a failover is of profile ha, and waits for who takes over where the old node would come back first", () => {
  const failovers = named.filter(({ shows }) => shows === "failover");

  expect(failovers.map(({ topology }) => topology)).toEqual(failovers.map(() => "ha"));
  expect(failovers.filter(({ isUntilTakenOver }) => isUntilTakenOver).map(({ name }) => name)).toEqual([
    "primary killed",
    "primary isolated from the majority (split brain)",
  ]);
});
