import { expect, test } from "vitest";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import { QUANTITIES } from "../../watchers/quantities.ts";
import { RECORDED } from "../../watchers/recorded.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { claimsOf } from "./claims.ts";
import type { Shown } from "./compared.ts";
import { summed } from "./panel-truth.ts";

const shown = (location: string, base: Shown["base"], offPercent: number): Shown => ({
  ...{ location, base, offPercent, text: "frames", of: "", value: 2, least: 1, most: 1 },
});
const NOTHING = { otherwise: [], notCompared: [] };

test("of each kind the one that is furthest off counts, and the furthest of all are told first", () => {
  const { off, furthest, values } = summed(
    [
      ...[shown("a", "per second", 10), shown("b", "count", 30), shown("c", "s", 200)],
      ...[shown("d", "bytes", 0), shown("e", "share", 5)],
    ],
    NOTHING,
  );

  expect(off).toEqual({ numbers: 30, times: 200, sizes: 5 });
  expect(furthest.map((each) => each.split(" ")[0])).toEqual(["c", "b", "a", "e"]);
  expect(values).toBe(5);
});

test("a state that is another one is no matter of percent", () => {
  const { off, otherwise } = summed([shown("a", "state", 100), shown("b", "state", 0)], NOTHING);

  expect(off).toEqual({ numbers: 0, times: 0, sizes: 0 });
  expect(otherwise).toEqual(["a shows 2, was 1 (frames): 100 % off"]);
});

test("every query of the delivered dashboard and every recording rule says what it shows, or why not", () => {
  const records = readRules().records.map(({ record, expr }) => ({ name: record, query: expr }));
  const { wrong, notCompared, compared } = claimsOf(readDashboard(), records);

  expect(wrong).toEqual([]);
  expect(notCompared.map((each) => each.split(":")[0])).toEqual([
    "Overview / Disk, query A",
    "Overview / Failover, query A",
    "Overview / Nodes and targets, query A",
    "Alerts / Notifications, query A",
    "Alerts / Notifications, query B",
    "Nodes / Nodes of each broker, query E",
    "Nodes / Network of nodes, query A",
    "Nodes / Network of nodes, query B",
    "Nodes / Connections and channels opened, query A",
    "Nodes / Connections and channels opened, query B",
    "Nodes / Redis",
  ]);
  expect(compared.length).toBeGreaterThan(70);
});

test("every quantity is shown by something, and what a rule records is one", () => {
  const used = new Set([
    ...readDashboard().panels.flatMap(({ queries }) => queries.map(({ shows }) => shows)),
    ...Object.values(RECORDED),
  ]);

  expect([...QUANTITIES.keys()].filter((name) => !used.has(name))).toEqual([]);
});
