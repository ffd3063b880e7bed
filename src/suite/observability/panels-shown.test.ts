import { expect, test } from "vitest";
import type { Panel } from "../../watchers/dashboard-file.ts";
import { panelsShown } from "./panels-shown.ts";

const panel = (row: string, title: string, ...exprs: string[]): Panel => ({
  ...{ row, title, type: "timeseries", unit: "short", description: "" },
  queries: exprs.map((expr, index) => ({ location: `${row} / ${title}, query ${"ABC"[index]}`, expr })),
});
const DASHBOARD = {
  ...{ uid: "uid", title: "Broker" },
  panels: [panel("Latency", "p99", "p99", "p50"), panel("Latency", "Help"), panel("Errors", "Lost", "lost")],
};

test("a panel shows something only where each of its queries has data, and a text never does", () => {
  const { shown, empty, queries, rows } = panelsShown(DASHBOARD, new Map());

  expect([shown("Latency"), shown("Errors"), shown("No such row")]).toEqual([1, 1, 0]);
  expect({ empty, queries }).toEqual({ empty: [], queries: 3 });
  expect(rows).toEqual([
    ["Latency", 2, 2, 2],
    ["Errors", 1, 1, 1],
  ]);
});

test("a query without data is told with its location and why, and its panel shows nothing", () => {
  const { shown, empty, rows } = panelsShown(DASHBOARD, new Map([["p50", "no series"]]));

  expect(empty).toEqual(["Latency / p99, query B: no series for p50"]);
  expect([shown("Latency"), shown("Errors")]).toEqual([0, 1]);
  expect(rows[0]).toEqual(["Latency", 2, 2, 1]);
});
