import { expect, test } from "vitest";
import { dashboardOf, readDashboard } from "./dashboard-file.ts";

const TARGET = { refId: "A", expr: "x" };

/** What is done to the answers of a panel. */
function changes(panel: object, target: object = {}): string[] | undefined {
  const panels = [{ type: "timeseries", title: "P", targets: [{ ...TARGET, ...target }], ...panel }];
  return dashboardOf({ uid: "u", title: "t", panels }, "a test").panels[0]?.changes;
}

const defaults = (fields: object) => ({ fieldConfig: { defaults: fields } });
const override = (id: string, matcher = "byName", type = "timeseries") => ({
  type,
  fieldConfig: { overrides: [{ matcher: { id: matcher, options: "A" }, properties: [{ id, value: "x" }] }] },
});
const mapping = (type: string, options: object) => defaults({ mappings: [{ type, options }] });
const nothing = (text: string, color: string) =>
  mapping("special", { match: "null+nan", result: { text, color } });

test("the delivered panels change nothing", () => {
  expect(readDashboard().panels.flatMap((panel) => panel.changes ?? [])).toEqual([]);
});

test("another time than the dashboard's, and steps that leave most of it out", () => {
  expect(changes({ timeShift: "1h", timeFrom: "7d" })).toEqual(["timeFrom 7d", "timeShift 1h"]);
  expect(changes({}, { interval: "1h" })).toEqual(["interval 1h of query A"]);
  expect(changes({ interval: ">2m" })).toEqual(["interval >2m of query A"]);
  expect(changes({ maxDataPoints: 1 })).toEqual(["maxDataPoints 1"]);
  expect(changes({ interval: ">5s", maxDataPoints: 60 }, { interval: "30s" })).toEqual([]);
  expect(changes({ interval: "1h" }, { instant: true, range: false })).toEqual([]);
});

test("a number is the latest one, and what a heatmap shows are the buckets themselves", () => {
  const reduced = (...calcs: string[]) => changes({ type: "stat", options: { reduceOptions: { calcs } } });

  expect(reduced("lastNotNull")).toEqual([]);
  expect(reduced("last")).toEqual([]);
  expect(reduced("range")).toEqual(["calculation range"]);
  expect(changes({ type: "stat", options: { textMode: "name" } })).toEqual(["textMode name"]);
  expect(changes({ type: "heatmap", options: { calculate: true } }, { format: "heatmap" })).toEqual([
    "calculate",
  ]);
  expect(changes({ type: "heatmap", options: { calculate: false } }, { format: "time_series" })).toEqual([
    "format time_series of query A",
  ]);
});

test("what is laid over series by their names changes them, save their looks", () => {
  expect(changes(override("unit"))).toEqual(["another unit byName"]);
  expect(changes(override("displayName", "byFrameRefID"))).toEqual(["another displayName byFrameRefID"]);
  expect(changes(override("custom.hideFrom"))).toEqual(["another custom.hideFrom byName"]);
  expect(changes(override("color", "byName", "stat"))).toEqual(["another color byName"]);
  expect(changes(override("color"))).toEqual([]);
  expect(changes(override("custom.lineWidth"))).toEqual([]);
  expect(changes(override("unit", "byFrameRefID"))).toEqual([]);
});

test("a table joins its queries and names its columns, and hides none", () => {
  const table = (transformation: object, overrides: object[] = []) =>
    changes(
      { type: "table", transformations: [transformation], fieldConfig: { overrides } },
      { format: "table", instant: true },
    );
  const unit = [{ matcher: { id: "byName", options: "Value #A" }, properties: [{ id: "unit", value: "s" }] }];
  const hidden = (name: string) => ({ id: "organize", options: { excludeByName: { [name]: true } } });

  expect(table({ id: "joinByField", options: { byField: "instance" } }, unit)).toEqual([]);
  expect(table(hidden("Time 1"))).toEqual([]);
  expect(table(hidden("Value #A"))).toEqual(["transformation organize"]);
  expect(table({ id: "filterByValue" })).toEqual(["transformation filterByValue"]);
  expect(changes({ type: "stat", transformations: [{ id: "joinByField" }] })).toEqual([
    "transformation joinByField",
  ]);
  expect(changes({ type: "table" }, { instant: true, format: "time_series" })).toEqual([
    "format time_series of query A",
  ]);
});

test("fields of another name, turned over, stacked or hidden, and a number where there is none", () => {
  expect(changes(defaults({ displayName: "ok", noValue: "0" }))).toEqual(['displayName "ok"', 'noValue "0"']);
  expect(changes(defaults({ noValue: "no data" }))).toEqual([]);
  expect(
    changes(
      defaults({
        custom: { transform: "negative-Y", stacking: { mode: "normal" }, hideFrom: { viz: true } },
      }),
    ),
  ).toEqual(["transform negative-Y", "stacking normal", "hideFrom viz"]);
  expect(changes(defaults({ custom: { stacking: { mode: "none" }, hideFrom: { viz: false } } }))).toEqual([]);
});

test("an axis that ends before the highest value, or begins above the lowest", () => {
  const lines = (fields: object) => changes(defaults(fields));

  expect(lines({ max: 0.01, min: 0.001 })).toEqual([
    "an axis that begins at 0.001",
    "an axis that ends at 0.01",
  ]);
  expect(lines({ unit: "percent", min: 0, max: 100 })).toEqual([]);
  expect(changes({ ...defaults({ max: 5 }), type: "gauge" })).toEqual([]);
});

test("a number that is mapped to another, and nothing that is mapped to something healthy", () => {
  expect(changes(mapping("range", { from: 0, to: 5, result: { text: "0" } }))).toEqual([
    "mapping of a range",
  ]);
  expect(changes(mapping("regex", { pattern: ".*", result: { text: "0" } }))).toEqual(["mapping of a regex"]);
  expect(changes(mapping("value", { 3: { text: "0" } }))).toEqual(['mapping of 3 to "0"']);
  expect(changes(mapping("value", { 0: { text: "none", color: "green" } }))).toEqual([]);
  expect(changes(nothing("unknown", "green"))).toEqual(['mapping of null+nan to "unknown" in green']);
  expect(changes(nothing("0 %", "blue"))).toEqual(['mapping of null+nan to "0 %" in blue']);
  expect(changes(nothing("no traffic", "blue"))).toEqual([]);
});

test("a transformation that is switched off changes nothing", () => {
  const transformations = [{ id: "reduce", disabled: true }, { id: "calculateField" }];

  expect(changes({ transformations })).toEqual(["transformation calculateField"]);
});
