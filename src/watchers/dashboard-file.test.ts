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

test("a row that is repeated for each value of a variable is one row", () => {
  const panels = read(
    { type: "row", title: "One: $broker", repeat: "broker" },
    { type: "stat", title: "a" },
    { type: "row", title: "$host has $broker", repeat: "broker", panels: [{ type: "stat", title: "b" }] },
    { type: "row", title: "At $5", panels: [{ type: "stat", title: "c" }] },
  );

  expect(panels.map(({ row }) => row)).toEqual(["One", "$host has", "At $5"]);
});

test("a query that is hidden is not shown, and what it says of itself is known", () => {
  const [panel] = read({
    ...{ type: "stat", title: "a" },
    targets: [target("A", { hide: true, shows: "backlog" }), target("B")],
  });

  expect(panel?.queries.map(({ expr }) => expr)).toEqual(["x_B"]);
  expect(panel?.hidden).toEqual([{ location: " / a, query A", shows: "backlog" }]);
});

test("queries are sent with what the dashboard opens with, and the times that Grafana takes", () => {
  const expr = 'y{broker=~"$broker"}[$__rate_interval]';
  const opened = (current: string[], changes: object = {}) => {
    const list = [{ name: "broker", query: "redis,rabbitmq", allValue: ".*", current: { value: current } }];
    const panels = [{ type: "stat", title: "a", targets: [target("A", { expr, ...changes })] }];
    const json = { uid: "u", title: "t", time: { from: "now-30m", to: "now" }, templating: { list }, panels };
    return dashboardOf(json, "a test").panels[0]?.queries[0]?.expr;
  };

  expect(opened(["$__all"])).toBe('y{broker=~".*"}[20s]');
  expect(opened(["redis"])).toBe('y{broker=~"redis"}[20s]');
  expect(opened(["redis"], { interval: "1m" })).toBe('y{broker=~"redis"}[240s]');
});

test("what is compared goes over a minute at least, and asks the data source of a variable", () => {
  const list = [{ name: "datasource", query: "prometheus", current: { value: "mine" } }];
  const expr = "rate(y[$__rate_interval])";
  const datasource = { uid: `\${datasource}` };
  const panels = [{ type: "stat", title: "a", datasource, targets: [target("A", { expr })] }];
  const json = { uid: "u", title: "t", time: { from: "now-30m" }, templating: { list }, panels };

  expect(dashboardOf(json, "a test").panels[0]?.queries).toMatchObject([
    { expr: "rate(y[20s])", overAMinute: "rate(y[60s])", source: "mine" },
  ]);
});

test("limits are seen where a number is coloured by them, and a graph has lines", () => {
  const sees = (type: string, defaults: object, options: object = {}) =>
    read({ type, title: "a", fieldConfig: { defaults }, options })[0]?.drawsLimits;

  expect(sees("stat", {})).toBe(true);
  expect(sees("stat", { color: { mode: "thresholds" } }, { colorMode: "background" })).toBe(true);
  expect(sees("stat", { color: { mode: "fixed" } })).toBe(false);
  expect(sees("stat", {}, { colorMode: "none" })).toBe(false);
  expect(sees("timeseries", { color: { mode: "palette-classic" } })).toBe(false);
  expect(sees("timeseries", { custom: { thresholdsStyle: { mode: "line" } } })).toBe(true);
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
