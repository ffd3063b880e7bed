import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { DrillResult } from "./drill.ts";
import { DRILL_COLUMNS, reportOfDrills } from "./drill-report.ts";

const heard = (alertname: string): DrillResult => ({
  ...{ alertname, broker: "redis", severity: "warning", fault: "a fault" },
  ...{ firedAfter: 2, arrivedAfter: 3.04, resolvedAfter: 0 },
});
/** As many different alerts as a report takes at least. */
const DOZEN = Array.from({ length: 12 }, (_, index) => heard(`Alert${index}`));
const wanted = (alert: string, broker?: string, severity = "warning") => ({ alert, broker, severity });
const WHOLE = { isSelection: false };

test("alerts that fired, arrived and resolved leave nothing to tell but their times", () => {
  const report = reportOfDrills(DOZEN, [], WHOLE);

  expect(report).toMatchObject({ silent: [], undelivered: [], unresolved: [], alertsSeen: 12 });
  expect(report.rows[0]).toEqual([
    ...["Alert0", "redis", "warning", "a fault"],
    ...["after 2.0 s", "after 3.0 s", "after 0.0 s"],
  ]);
  expect(report.rows[0]).toHaveLength(DRILL_COLUMNS.length);
});

test("an alert that came no further than one step is told at each that it lacks", () => {
  const { resolvedAfter: _resolved, ...unresolved } = heard("Unresolved");
  const { arrivedAfter: _arrived, ...undelivered } = { ...unresolved, alertname: "Undelivered" };
  const { firedAfter: _fired, ...silent } = { ...undelivered, alertname: "Silent", broker: "" };

  const report = reportOfDrills([...DOZEN, unresolved, undelivered, silent], [], WHOLE);

  expect(report.silent).toEqual(["Silent"]);
  expect(report.undelivered).toEqual(["Undelivered redis", "Silent"]);
  expect(report.unresolved).toEqual(["Unresolved redis", "Undelivered redis", "Silent"]);
  expect(report.alertsSeen).toBe(13);
  expect(report.rows.at(-1)?.slice(4)).toEqual(["never", "never", "never"]);
});

test("an alert without a drill has a row too, and has not fired on its fault", () => {
  const alerts = [wanted("Alert0"), wanted("DiskWillFill", undefined, "critical")];
  const { rows, silent } = reportOfDrills(DOZEN, alerts, WHOLE);

  expect(rows.slice(12)).toEqual([["DiskWillFill", "", "critical", "unit tests only", "", "", ""]]);
  expect(silent).toEqual(["DiskWillFill: no drill raises it"]);
});

test("an alert of a broker that does not run here is nobody's failure, nor one of drills that were not asked for", () => {
  const alerts = [wanted("SlowConsumer"), wanted("Alert0", "rabbitmq")];
  const elsewhere = new Set(["SlowConsumer", "Alert0 rabbitmq"]);

  expect(reportOfDrills(DOZEN, alerts, { ...WHOLE, elsewhere }).silent).toEqual([]);
  expect(reportOfDrills([heard("Heard")], alerts, { isSelection: true }).silent).toEqual([]);
});

test("an alert that is drilled on one broker is not drilled on another", () => {
  const { rows, silent } = reportOfDrills(
    DOZEN,
    [wanted("Alert0", "redis"), wanted("Alert0", "rabbitmq")],
    WHOLE,
  );

  expect(silent).toEqual(["Alert0 rabbitmq: no drill raises it"]);
  expect(rows.slice(12)).toEqual([["Alert0", "rabbitmq", "warning", "unit tests only", "", "", ""]]);
});

test("an alert that arrives with another severity than its rule's is not delivered as it is", () => {
  const alerts = [
    wanted("Alert0", "redis", "critical"),
    wanted("Alert1"),
    wanted("Alert2"),
    wanted("Alert2", "", "info"),
  ];

  expect(reportOfDrills(DOZEN, alerts, WHOLE).undelivered).toEqual([
    "Alert0 redis (heard as warning, and its rule says critical)",
  ]);
});

test("an alert that another receiver heard of is not delivered, and says who heard it", () => {
  const { arrivedAfter: _arrived, ...elsewhere } = {
    ...heard("Astray"),
    heardAtInstead: "ALERT_WEBHOOK_URL",
  };

  expect(reportOfDrills([...DOZEN, elsewhere], [], WHOLE).undelivered).toEqual([
    "Astray redis (heard at ALERT_WEBHOOK_URL alone)",
  ]);
});

test.each([
  [
    "a fault did not land",
    DOZEN.with(3, { ...heard("Alert3"), unknown: "redis is gone" }),
    WHOLE,
    /made: Alert3 redis: redis is gone/,
  ],
  [
    "the receiver was not heard to its end",
    DOZEN,
    { ...WHOLE, trouble: "the webhook's container ended" },
    /^the webhook's container ended$/,
  ],
  ["too few alerts were drilled", DOZEN.slice(1), WHOLE, /11 alerts were drilled, expected at least 12/],
  ["several drills are of one alert", DOZEN.map(() => heard("Alert0")), WHOLE, /1 alerts were drilled/],
])("nothing is said of all alerts when %s", (_, results, meanwhile, told) => {
  const report = () => reportOfDrills(results, [], meanwhile);

  expect(report).toThrow(Undetermined);
  expect(report).toThrow(told);
});

test("drills that were selected, however few, say why they stand for no others", () => {
  const { obstacle, alertsSeen } = reportOfDrills([heard("Heard")], [], { isSelection: true });

  expect(obstacle).toMatchObject({ kind: "selection", text: expect.stringContaining("alerts heard: Heard") });
  expect(alertsSeen).toBe(1);
  expect(reportOfDrills(DOZEN, [], WHOLE)).not.toHaveProperty("obstacle");
});
