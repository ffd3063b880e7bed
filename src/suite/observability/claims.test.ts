import { expect, test } from "vitest";
import { dashboardOf } from "../../watchers/dashboard-file.ts";
import { claimsOf } from "./claims.ts";

interface Parts {
  target?: object;
  unit?: string;
  panel?: object;
  defaults?: object;
}

/** What is said by a panel "P" in the row "R" with one query. */
function claims({ target = {}, unit = "reqps", panel = {}, defaults = {} }: Parts) {
  const query = { refId: "A", expr: "x", legendFormat: "{{broker}}", shows: "frames-in", ...target };
  const panels = [
    { type: "row", title: "R" },
    {
      ...{ type: "timeseries", title: "P", targets: [query] },
      fieldConfig: { defaults: { unit, ...defaults } },
      ...panel,
    },
  ];
  return claimsOf(dashboardOf({ uid: "u", title: "t", panels }, "a test"), []);
}

test("a query says what it shows, and its unit how much of the base one is", () => {
  const { compared, wrong } = claims({ target: { shows: "latency-p99" }, unit: "ms" });

  expect(wrong).toEqual([]);
  expect(compared).toMatchObject([
    { location: "R / P, query A", name: "latency-p99", factor: 1e-3, expr: "x" },
  ]);
});

test("a query that does not say what it shows, or what nobody knows, is named", () => {
  const unsaid = ["R / P, query A: it is not said what it shows"];

  expect(claims({ target: { shows: undefined } }).wrong).toEqual(unsaid);
  expect(claims({ target: { shows: "beauty" } }).wrong).toEqual(unsaid);
});

test("a query that says why it is compared with nothing is told with its reason", () => {
  const { compared, notCompared, wrong } = claims({
    target: { shows: undefined, notCompared: "no webhook" },
  });

  expect({ compared, notCompared, wrong }).toEqual({
    ...{ compared: [], notCompared: ["R / P, query A: no webhook"], wrong: [] },
  });
});

test("a unit counts what the quantity does, or nothing in particular", () => {
  const wrong = (shows: string, unit: string) => claims({ target: { shows }, unit }).wrong;

  for (const unit of ["reqps", "short", "none", "", "suffix:frames/s", "suffix:fps"])
    expect(wrong("frames-in", unit), unit).toEqual([]);
  expect(wrong("frames-in", "s")).toEqual([
    "R / P, query A: the unit s counts s, expected per second (frames that the broker took)",
  ]);
  expect(wrong("backlog", "suffix:frames/s")).toHaveLength(1);
  expect(wrong("backlog", "velocityknot")).toEqual([
    "R / P, query A: what the unit velocityknot counts is not known (frames that nobody has acknowledged)",
  ]);
});

test("a unit of one query alone counts for it", () => {
  const overrides = [
    { matcher: { id: "byFrameRefID", options: "A" }, properties: [{ id: "unit", value: "opm" }] },
  ];

  expect(claims({ panel: { fieldConfig: { defaults: { unit: "s" }, overrides } } }).compared[0]?.factor).toBe(
    1 / 60,
  );
});

test("a title or a legend of another quantity is named, and one that nobody knows is as good as any", () => {
  expect(claims({ panel: { title: "Frames out" } }).wrong).toEqual([
    'R / Frames out: is called "Frames out" and shows frames that the broker took',
  ]);
  expect(claims({ target: { legendFormat: "{{broker}} lost" } }).wrong).toEqual([
    'R / P, query A: is called "{{broker}} lost" and shows frames that the broker took',
  ]);
  expect(
    claims({ panel: { title: "What comes in" }, target: { legendFormat: "taken by {{broker}}" } }).wrong,
  ).toEqual([]);
});

test("a healthy state is not called or drawn as a failure, nor a failure as healthy", () => {
  const target = { shows: "target-up", expr: "up", legendFormat: "{{job}} {{instance}}" };
  const shown = (one: object, zero: object) =>
    claims({
      target,
      unit: "none",
      defaults: { mappings: [{ type: "value", options: { 1: one, 0: zero } }] },
    }).wrong;

  expect(shown({ text: "up", color: "green" }, { text: "down", color: "red" })).toEqual([]);
  expect(shown({ text: "yes", color: "blue" }, { text: "no", color: "orange" })).toEqual([]);
  expect(shown({ text: "up", color: "red" }, { text: "up", color: "red" })).toEqual([
    'R / P, query A: 1 is healthy, and shown as "up" in red (a target that answers)',
    'R / P, query A: 0 is a failure, and shown as "up" in red (a target that answers)',
  ]);
});

test("a failure has a word or a colour of its own, where it is not the place of a line", () => {
  const target = { shows: "target-up", expr: "up", legendFormat: "{{job}} {{instance}}" };
  const thresholds = (...colors: string[]) => ({
    thresholds: { steps: colors.map((color, index) => ({ color, value: index === 0 ? null : index })) },
  });
  const wrong = (type: string, defaults: object = {}) =>
    claims({ target, unit: "none", panel: { type, fieldConfig: { defaults } } }).wrong;

  expect(wrong("timeseries")).toEqual([]);
  expect(wrong("stat", thresholds("red", "green"))).toEqual([]);
  expect(wrong("stat", thresholds("green", "red"))).toEqual([
    'R / P, query A: 1 is healthy, and shown as "1" in red (a target that answers)',
    'R / P, query A: 0 is a failure, and shown as "0" in green (a target that answers)',
  ]);
  expect(wrong("stat")).toEqual([
    'R / P, query A: 0 is a failure, and shown as "0" in green (a target that answers)',
  ]);
  expect(wrong("state-timeline")).toEqual([
    "R / P, query A: 0 is a failure, and has no word and no colour of its own (a target that answers)",
  ]);
});

test("each state of an alert has its own name, and none is healthy", () => {
  const target = { shows: "alert-state", expr: "ALERTS", legendFormat: "" };
  const wrong = (pending: object, firing: object) =>
    claims({
      ...{ target, unit: "none" },
      defaults: { mappings: [{ type: "value", options: { 1: pending, 2: firing } }] },
    }).wrong;

  expect(wrong({ text: "pending", color: "yellow" }, { text: "firing", color: "red" })).toEqual([]);
  expect(wrong({ text: "about to fire" }, { text: "fires" })).toEqual([]);
  expect(wrong({ text: "firing", color: "red" }, { text: "pending", color: "yellow" })).toHaveLength(2);
  expect(wrong({ text: "pending" }, { text: "firing", color: "green" })).toEqual([
    'R / P, query A: 2 is firing, and shown as "firing" in green (an alert: 1 pending, 2 firing)',
  ]);
});

test("a query that is hidden shows nothing of what it says", () => {
  expect(claims({ target: { hide: true } }).wrong).toEqual([
    "R / P, query A: is hidden, and says that it shows frames-in",
  ]);
});

test("a list of alerts asks the data source by its name, and shows all that fire", () => {
  const wrong = (options: object) => {
    const panels = [{ type: "alertlist", title: "P", options }];
    const source = { name: "Prometheus", scrapedEvery: "5s" };
    return claimsOf(dashboardOf({ uid: "u", title: "t", panels }, "a test"), [], source).wrong;
  };

  expect(wrong({ datasource: "Prometheus", stateFilter: { firing: true }, maxItems: 20 })).toEqual([]);
  expect(wrong({})).toEqual([]);
  expect(
    wrong({ datasource: "Metrics", stateFilter: { firing: false }, maxItems: 0, alertName: "Redis" }),
  ).toEqual([
    ' / P: asks the data source "Metrics", expected "Prometheus"',
    " / P: leaves alerts that fire out",
    " / P: shows at most 0 alerts",
    " / P: shows some alerts alone, by its alertName",
  ]);
});

test("every query asks the data source that is provisioned", () => {
  expect(claims({ target: { datasource: { uid: "prometheus" } } }).wrong).toEqual([]);
  expect(claims({ target: { datasource: { uid: "other" } } }).wrong).toEqual([
    "R / P, query A: asks the data source other, expected prometheus (frames that the broker took)",
  ]);
});

test("answers that are changed before they are shown are not followed", () => {
  expect(claims({ panel: { transformations: [{ id: "calculateField" }] } }).wrong).toEqual([
    "R / P: transformation calculateField changes what its queries answer, and is not followed here",
  ]);
});

test("the axis of a heatmap is in seconds, as its buckets are", () => {
  const wrong = (unit: string) =>
    claims({ target: { shows: "latency-buckets" }, panel: { type: "heatmap", options: { yAxis: { unit } } } })
      .wrong;

  expect(wrong("s")).toEqual([]);
  expect(wrong("ms")).toEqual(["R / P: the axis is in ms, and its buckets are in s"]);
});

test("a recording rule is what it is known to record, once, and one that is not known is named", () => {
  const rules = ["broker:up", "broker:up", "broker:mood"].map((name) => ({ name, query: "x" }));
  const { compared, wrong } = claimsOf({ uid: "", title: "", panels: [] }, rules);

  expect(compared).toMatchObject([
    { location: "recording rule broker:up", name: "node-up", expr: "broker:up", factor: 1 },
  ]);
  expect(wrong).toEqual(["recording rule broker:mood: it is not said what it records"]);
});
