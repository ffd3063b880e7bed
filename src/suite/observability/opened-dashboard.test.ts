import { expect, test } from "vitest";
import { dashboardOf, readDashboard } from "../../watchers/dashboard-file.ts";
import { wronglyOpened } from "./opened-dashboard.ts";

const BROKERS = ["redis", "rabbitmq"];
const VARIABLE = {
  ...{ name: "broker", query: "redis,rabbitmq", includeAll: true, allValue: ".*" },
  current: { value: ["$__all"] },
};

/** What is wrong with a dashboard that differs in that from one that opens as it should. */
function wrong(changes: object, variable: object = {}, brokers = BROKERS): string[] {
  const targets = [{ refId: "A", expr: 'x{broker=~"$broker"}' }];
  const json = {
    ...{ uid: "u", title: "t", panels: [{ type: "stat", title: "P", targets }] },
    ...{ time: { from: "now-30m", to: "now" }, refresh: "5s" },
    templating: { list: [{ ...VARIABLE, ...variable }] },
    ...changes,
  };
  return wronglyOpened(dashboardOf(json, "a test"), brokers);
}

test("the delivered dashboard opens with all brokers as they are now", () => {
  expect(wronglyOpened(readDashboard(), BROKERS)).toEqual([]);
});

test("an annotation that is switched off", () => {
  const list = [{ name: "Alerts", enable: false }, { name: "Restarts", enable: true }, { name: "Failovers" }];

  expect(wrong({ annotations: { list } })).toEqual(["the dashboard: opens without its annotation Alerts"]);
});

test("a time that has passed", () => {
  expect(wrong({ time: { from: "now-2w", to: "now-1w" } })).toEqual([
    "the dashboard: opens with a time that ends at now-1w, expected now",
  ]);
  expect(wrong({ timepicker: { nowDelay: "1h" } })).toEqual([
    "the dashboard: opens with a time that ends 1h before now, expected now",
  ]);
  expect(wrong({ time: { from: "now/d", to: "now/d" } })).toEqual([]);
});

test("a dashboard that stays as it was opened", () => {
  const stays = ["the dashboard: does not refresh itself, expected a time such as 5s"];

  expect(wrong({ refresh: "" })).toEqual(stays);
  expect(wrong({ refresh: false })).toEqual(stays);
  expect(wrong({ refresh: "auto" })).toEqual([]);
});

test("all brokers that are not all, one that is chosen already, and one that can't be chosen", () => {
  const expected = "expected redis, rabbitmq";

  expect(wrong({}, { allValue: "kafka" })).toEqual([
    `the dashboard: all of broker stands for kafka, ${expected}`,
  ]);
  expect(wrong({}, { current: { value: ["redis"] } })).toEqual([
    `the dashboard: opens with broker redis, ${expected}`,
  ]);
  expect(wrong({}, { query: "redis,kafka" })).toEqual([
    `the dashboard: broker offers redis, kafka, ${expected}`,
  ]);
  expect(wrong({}, { allValue: null })).toEqual([]);
});

test("where one broker alone is in scope, it alone may be chosen", () => {
  expect(wrong({}, { current: { value: ["redis"] } }, ["redis"])).toEqual([]);
});

test("a variable that is about something else may be anything", () => {
  const list = [VARIABLE, { name: "level", query: "a,b", current: { value: "a" } }];

  expect(wrong({ templating: { list } })).toEqual([]);
});
