import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { AlertTimes } from "./in-time.ts";
import { UNHURRIED_COLUMNS, unhurriedReport } from "./unhurried.ts";

const delay = { seconds: 94, averagedSeconds: 0, parts: [] };
const TIMES: AlertTimes[] = [
  {
    alert: { labels: { alertname: "Down" }, name: "Down" },
    kind: "critical",
    firing: delay,
    resolved: delay,
  },
];
const RESULT = { alertname: "Down", broker: "redis", severity: "critical", fault: "it is killed" };

test("an alert that arrives by the time that its settings allow is in time", () => {
  const { late, alerts, rows } = unhurriedReport([{ ...RESULT, arrivedAfter: 40.04 }], TIMES);

  expect({ late, alerts }).toEqual({ late: [], alerts: 1 });
  expect(rows).toEqual([["Down", "redis", "critical", "it is killed", "after 40.0 s", "94 s"]]);
  expect(rows[0]).toHaveLength(UNHURRIED_COLUMNS.length);
});

test("one that comes later, or not, or elsewhere, is late", () => {
  expect(
    unhurriedReport([{ ...RESULT, arrivedAfter: 95 }, RESULT, { ...RESULT, heardAtInstead: "URL" }], TIMES),
  ).toMatchObject({
    late: [
      "Down redis after 95.0 s, at most 94 s",
      "Down redis did not arrive",
      "Down redis did not arrive, but at URL",
    ],
    alerts: 1,
  });
});

test("a fault that could not be made says nothing", () => {
  expect(() => unhurriedReport([{ ...RESULT, unknown: "redis is gone" }], TIMES)).toThrow(Undetermined);
});
