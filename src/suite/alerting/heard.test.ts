import { expect, test } from "vitest";
import { alertmanagerSettingsOf } from "../../watchers/alertmanager-settings.ts";
import { misrouted, mustRouteAlike, ownRoute, remindedWrongly, unlikePlanned } from "./heard.ts";

const PLAN = {
  heardAt: { critical: "CRITICAL_URL", warning: "URL" },
  heardOtherwiseAt: "URL",
  heardApart: ["Undelivered"],
  repeatedAfter: { critical: { from: 300, to: 3_600 }, warning: { from: 3_600, to: 86_400 } },
  forgottenAfter: { from: 60, to: 3_600 },
};
const alert = (alertname: string, severity: string) => ({
  labels: { alertname, severity },
  name: `${alertname} (${severity})`,
});
const ALERTS = [alert("Down", "critical"), alert("Slow", "warning"), alert("Undelivered", "critical")];

const DELIVERED = `
route:
  receiver: warning
  routes:
    - matchers: ['alertname="Undelivered"']
      receiver: undelivered
      repeat_interval: 30m
    - matchers: ['severity="critical"']
      receiver: critical
      repeat_interval: 30m
receivers:
  - { name: warning, webhook_configs: [{ url_file: /url }] }
  - { name: critical, webhook_configs: [{ url_file: /critical-url }] }
  - { name: undelivered, webhook_configs: [{ url_file: /critical-url }] }
`;

function started(config: string, receivers: string[]) {
  const variableIn = new Map([
    ["/url", "URL"],
    ["/critical-url", "CRITICAL_URL"],
  ]);
  const said = receivers.map((each) => ({ receivers: each.split(","), isInhibited: false }));
  return { settings: alertmanagerSettingsOf(config), variableIn, said };
}
const AS_DELIVERED = started(DELIVERED, ["critical", "warning", "undelivered"]);

test("with each severity at its own address nothing is misrouted", () => {
  expect(misrouted(ALERTS, AS_DELIVERED, PLAN)).toEqual([]);
  expect(remindedWrongly(ALERTS, AS_DELIVERED, PLAN)).toEqual([]);
});

test.each([
  [
    "a severity that is misspelt goes where everything goes",
    DELIVERED.replace("severity=", "severty="),
    ["warning", "warning", "undelivered"],
    ["Down (critical) goes to warning (URL), and not to CRITICAL_URL"],
  ],
  [
    "receivers whose addresses were swapped",
    DELIVERED.replace(
      "name: critical, webhook_configs: [{ url_file: /critical-url",
      "name: critical, webhook_configs: [{ url_file: /url",
    ),
    ["critical", "warning", "undelivered"],
    ["Down (critical) goes to critical (URL), and not to CRITICAL_URL"],
  ],
  [
    "a receiver without a webhook",
    DELIVERED.replace("name: warning, webhook_configs: [{ url_file: /url }]", "name: warning"),
    ["critical", "warning", "undelivered"],
    ["Slow (warning) goes to warning (which has no webhook), and not to URL"],
  ],
  [
    "an alert about lost alerts that others share the receiver with",
    DELIVERED.replace("receiver: undelivered", "receiver: critical"),
    ["critical", "warning", "critical"],
    ["Undelivered (critical) shares its receiver critical with Down (critical)"],
  ],
])("%s are told", (_, config, receivers, told) => {
  expect(misrouted(ALERTS, started(config, receivers), PLAN)).toEqual(told);
});

test("an alert that has to be critical and is not, or is not there, is told", () => {
  expect(unlikePlanned(ALERTS, { critical: ["Down"] })).toEqual([]);
  expect(unlikePlanned(ALERTS, { critical: ["Slow", "Lost"] })).toEqual([
    "Slow (warning) is critical by the plan",
    "Lost: no rule of it is in force",
  ]);
});

test("a further receiver for warnings is nobody's loss", () => {
  const config = DELIVERED.replace(
    "  routes:\n",
    "  routes:\n    - { matchers: ['severity=\"warning\"'], receiver: team, continue: true }\n    - { matchers: ['severity=\"warning\"'], receiver: warning }\n",
  ).replace("receivers:\n", "receivers:\n  - { name: team }\n");

  expect(misrouted(ALERTS, started(config, ["critical", "team,warning", "undelivered"]), PLAN)).toEqual([]);
});

test("with the general address alone everything goes there", () => {
  const general = {
    ...AS_DELIVERED,
    variableIn: new Map([
      ["/url", "URL"],
      ["/critical-url", "URL"],
    ]),
  };

  expect(misrouted(ALERTS, general, PLAN, ["URL"])).toEqual([]);
  expect(
    misrouted(ALERTS, { ...general, variableIn: new Map([["/url", "URL"]]) }, PLAN, ["URL"]),
  ).toHaveLength(2);
});

test("what Alertmanager's own tool says otherwise is not judged", () => {
  expect(() => mustRouteAlike(ALERTS, AS_DELIVERED)).not.toThrow();
  expect(() => mustRouteAlike(ALERTS, started(DELIVERED, ["warning", "warning", "undelivered"]))).toThrow(
    "amtool routes it to warning",
  );
});

test("a route's own address is found by its severity", () => {
  expect(ownRoute({ severity: "critical" }, AS_DELIVERED, "CRITICAL_URL")?.receiver).toBe("critical");
  expect(ownRoute({ severity: "critical" }, AS_DELIVERED, "URL")).toBeUndefined();
  expect(ownRoute({ severity: "info" }, AS_DELIVERED, undefined)).toBeUndefined();
});

test("of two routes to its address the one counts that always tells, and the muted one where there is no other", () => {
  const muted = (route: string) =>
    started(
      `${DELIVERED.replace("  routes:\n", `  routes:\n    - { matchers: ['severity="critical"'], receiver: critical, continue: true, group_wait: 1s, group_interval: 1s, ${route} }\n`)}time_intervals: [{ name: weekend, time_intervals: [{ weekdays: [saturday] }] }]\n`,
      [],
    );
  const waits = (route: string) =>
    ownRoute({ severity: "critical" }, muted(route), "CRITICAL_URL")?.waitSeconds;

  expect(waits("mute_time_intervals: [weekend]")).toBe(30);
  expect(waits("mute_time_intervals: []")).toBe(1);
});

test("as many alerts at once as there can be are no limit", () => {
  const warnings = [...ALERTS, alert("Slower", "warning")];
  const at = (most: number) =>
    remindedWrongly(
      warnings,
      started(DELIVERED.replace("{ url_file: /url }", `{ url_file: /url, max_alerts: ${most} }`), []),
      PLAN,
    );

  expect(at(1)[0]).toBe(
    "Slow (warning): warning is told of 1 alerts at once and no more, and there can be 2",
  );
  expect(at(2)).toEqual([]);
  expect(at(0)).toEqual([]);
});

test("reminders that come never or all the time, and ends that are not told, are named", () => {
  const config = `global: { resolve_timeout: 2d }\n${DELIVERED.replace("receiver: critical\n      repeat_interval: 30m", "receiver: critical\n      repeat_interval: 5d").replace("{ url_file: /url }", "{ url_file: /url, send_resolved: false }")}`;

  expect(remindedWrongly(ALERTS, started(config, []), PLAN)).toEqual([
    "Down (critical) is told again after 432000 s, expected 300 to 3600 s",
    "Slow (warning): warning is not told when it is over",
    "resolve_timeout: an alert is forgotten after 172800 s, expected 60 to 3600 s",
  ]);
});

test.each([
  ["0s", []],
  ["30s", []],
  ["500ms", ["Slow (warning): warning has 0.5 s to answer, expected 5 s at least"]],
] as const)("a webhook that has %s to answer", (timeout, told) => {
  const config = DELIVERED.replace("[{ url_file: /url }]", `[{ url_file: /url, timeout: ${timeout} }]`);

  expect(remindedWrongly(ALERTS, started(config, []), PLAN)).toEqual(told);
});
