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
receivers: [{ name: all }]
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

test("a mute that comes is told with its first day, and one that never comes is none", () => {
  const now = new Date("2026-11-26T20:00:00Z");
  const muted = (route: string) => mutedByCalendar(ALERTS.slice(0, 1), settings("", route), now);

  expect(muted(", mute_time_intervals: [weekend]")).toEqual([
    "BrokerDown redis is muted by weekend, at first on saturday 2026-11-28 00:00 to 24:00",
  ]);
  expect(muted(", active_time_intervals: [weekend]")).toEqual([
    "BrokerDown redis is told in weekend alone, so not on thursday 2026-11-26 00:00",
  ]);
  expect(muted(", mute_time_intervals: [nineties], active_time_intervals: [always]")).toEqual([]);
  expect(muted("")).toEqual([]);
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
