import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { alertmanagerSettingsOf } from "../../watchers/alertmanager-settings.ts";
import { mustAgree, mutedByCalendar, silencedByOthers } from "./silenced.ts";

const alert = (alertname: string, broker: string, severity = "critical") => ({
  labels: { alertname, broker, severity },
  name: `${alertname} ${broker}`,
});
const ALERTS = [
  ...["redis", "rabbitmq"].map((broker) => alert("BrokerDown", broker)),
  ...["redis", "rabbitmq"].map((broker) => alert("FramesLost", broker)),
  alert("Slow", "redis", "warning"),
];
const ALLOWED = [{ by: ["BrokerDown"], alerts: ["Slow"], same: ["broker"] }];

const settings = (inhibition: string, route = "") =>
  alertmanagerSettingsOf(`
route: { receiver: all, routes: [{ matchers: ['severity="critical"']${route} }] }
receivers: [{ name: all, webhook_configs: [{ url_file: /url }] }, { name: team }]
time_intervals:
  - { name: weekend, time_intervals: [{ weekdays: [saturday, sunday] }] }
  - { name: nineties, time_intervals: [{ years: ["1990:1999"] }] }
  - { name: always, time_intervals: [{}] }
inhibit_rules: [${inhibition}]
`);
const silences = (targets: string, equal = "broker") =>
  `{ source_matchers: ['alertname="BrokerDown"'], target_matchers: ['${targets}'], equal: [${equal}] }`;

test("what the plan allows may be silent, and nothing else", () => {
  expect(silencedByOthers(ALERTS, settings(silences('alertname="Slow"')), ALLOWED)).toEqual([]);
  expect(silencedByOthers(ALERTS, settings(silences('alertname=~"Slow|FramesLost"')), ALLOWED)).toEqual([
    "FramesLost is silenced while BrokerDown fires (FramesLost redis, by BrokerDown redis)",
  ]);
});

test("an alert that may be silent for its own broker may not be for another one", () => {
  expect(silencedByOthers(ALERTS, settings(silences('alertname="Slow"', "brokr")), ALLOWED)).toEqual([
    "Slow is silenced while BrokerDown fires (Slow redis, by BrokerDown rabbitmq)",
  ]);
});

const NOW = new Date("2026-11-26T20:00:00Z");
/** Of one critical alert, with the address of its severity at that receiver. */
const muted = (route: string) =>
  mutedByCalendar(
    ALERTS.slice(0, 1),
    { settings: settings("", route), variableIn: new Map([["/url", "URL"]]) },
    { heardAt: { critical: "URL" } },
    NOW,
  );

test("a mute that comes is told with its first day, and one that never comes is none", () => {
  expect(muted(", mute_time_intervals: [weekend]")).toEqual([
    "BrokerDown redis is muted by weekend, at first on saturday 2026-11-28 00:00 to 24:00",
  ]);
  expect(muted(", active_time_intervals: [weekend]")).toEqual([
    "BrokerDown redis is told in weekend alone, so not on thursday 2026-11-26 00:00",
  ]);
  expect(muted(", mute_time_intervals: [nineties], active_time_intervals: [always]")).toEqual([]);
  expect(muted("")).toEqual([]);
});

test("a further receiver that is told at times alone takes nothing from who is always told", () => {
  const further = (receiver: string) =>
    `, receiver: ${receiver}, continue: true, active_time_intervals: [weekend] }, { matchers: ['severity="critical"']`;

  expect(muted(further("team"))).toEqual([]);
  // The other way round the address of its severity is the one that is not always told.
  expect(muted(`${further("all")}, receiver: team`)).toHaveLength(1);
});

test("Alertmanager itself has to see it as it is computed", () => {
  const said = (...inhibited: boolean[]) => inhibited.map((isInhibited) => ({ receivers: [], isInhibited }));
  const inhibiting = settings(silences('alertname="Slow"'));

  expect(() =>
    mustAgree(ALERTS, { settings: inhibiting, said: said(false, false, false, false, true) }),
  ).not.toThrow();
  expect(() =>
    mustAgree(ALERTS, { settings: inhibiting, said: said(false, false, true, false, true) }),
  ).toThrow(Undetermined);
});
