import { expect, test } from "vitest";
import { dashboardOf } from "./dashboard-file.ts";

const target = (refId: string, changes: object = {}) => ({ refId, expr: `x_${refId}`, ...changes });
const read = (...panels: object[]) => dashboardOf({ uid: "u", title: "t", panels }, "a test").panels;

test("panels below a heading are of its row, and so are those of a row that is folded up", () => {
  const panels = read(
    { type: "row", title: "One" },
    { type: "stat", title: "a" },
    { type: "row", title: "Two", panels: [{ type: "stat", title: "b" }] },
  );

  expect(panels.map(({ row, title }) => `${row} / ${title}`)).toEqual(["One / a", "Two / b"]);
});

test("a query that is hidden is not shown, and the variable stands for every broker", () => {
  const [panel] = read({
    ...{ type: "stat", title: "a" },
    targets: [target("A", { hide: true }), target("B", { expr: 'y{broker=~"$broker"}[$__rate_interval]' })],
  });

  expect(panel?.queries.map(({ expr }) => expr)).toEqual(['y{broker=~".*"}[1m]']);
});

test("what is laid over one query is its own", () => {
  const own = { mode: "absolute", steps: [{ color: "red", value: 1 }] };
  const [panel] = read({
    ...{ type: "stat", title: "a", targets: [target("A"), target("B")] },
    fieldConfig: {
      defaults: { unit: "s" },
      overrides: [
        {
          matcher: { id: "byFrameRefID", options: "B" },
          properties: [
            { id: "unit", value: "ms" },
            { id: "thresholds", value: own },
          ],
        },
      ],
    },
  });

  expect(panel?.queries.map(({ unit, thresholds }) => [unit, thresholds])).toEqual([
    ["s", undefined],
    ["ms", own],
  ]);
  expect(panel?.changes).toEqual([]);
});

test("a unit that is laid over series by their names can't be followed", () => {
  const [panel] = read({
    ...{ type: "stat", title: "a" },
    fieldConfig: {
      overrides: [{ matcher: { id: "byName", options: "x" }, properties: [{ id: "unit", value: "ms" }] }],
    },
  });

  expect(panel?.changes).toEqual(["another unit byName"]);
});

test("a dashboard of another form is refused with where it is from", () => {
  expect(() => dashboardOf({ uid: "u" }, "Grafana's dashboard")).toThrow(/Grafana's dashboard/);
});
