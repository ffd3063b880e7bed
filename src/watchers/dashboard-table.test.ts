import { expect, test } from "vitest";
import type { WrittenPanel } from "./dashboard-model.ts";
import { changesOfTable, columnsOf } from "./dashboard-table.ts";

const QUERIES = [
  { refId: "A", expr: "x" },
  { refId: "B", expr: "y" },
] as WrittenPanel["targets"];
const JOINED = { id: "joinByField", options: { byField: "instance", mode: "outer" } };

const organized = (options: object) => ({ id: "organize", options });
const table = (...transformations: WrittenPanel["transformations"]) => ({
  transformations,
  targets: QUERIES,
});

test("a table joins its queries and names its columns", () => {
  expect(changesOfTable(table(JOINED, organized({ renameByName: { "Value #A": "Uptime" } })))).toEqual([]);
  expect(changesOfTable(table({ id: "joinByField", options: { byField: "instance" } }))).toEqual([]);
});

test("lines that only some queries have, and columns that are not named, are left out", () => {
  const inner = { id: "joinByField", options: { byField: "instance", mode: "inner" } };

  expect(changesOfTable(table(inner))).toEqual(["transformation joinByField"]);
  expect(changesOfTable(table(JOINED, organized({ includeByName: { instance: true } })))).toEqual([
    "transformation organize",
  ]);
});

test("of queries that nothing joins one alone is shown", () => {
  const unjoined = ["several queries that nothing joins"];

  expect(changesOfTable(table())).toEqual(unjoined);
  expect(changesOfTable(table({ ...JOINED, disabled: true }))).toEqual(unjoined);
});

test("its columns have the headings in force, and some are not shown", () => {
  const { joinedBy, headings, hidden } = columnsOf(
    table(
      JOINED,
      organized({
        renameByName: { instance: "Node", "Value #A": "Uptime" },
        excludeByName: { "Time 1": true, broker: false },
      }),
      { ...organized({ renameByName: { "Value #B": "never" } }), disabled: true },
    ),
  );

  expect(joinedBy).toBe("instance");
  expect(headings).toEqual({ instance: "Node", "Value #A": "Uptime" });
  expect(hidden).toEqual(["Time 1"]);
});
