import { expect, test } from "vitest";
import { opennessOf } from "./prometheus-openness.ts";

const CONFIG = "global:\n  scrape_interval: 5s\n";
const retentionOf = (value: string) =>
  opennessOf({ "storage.tsdb.retention.time": value }, [], CONFIG).flags["storage.tsdb.retention.time"];

test("flags are as they are in force, and the time for which figures are kept is in seconds", () => {
  expect(
    opennessOf({ "web.enable-admin-api": "false", "storage.tsdb.retention.time": "15d" }, [], CONFIG),
  ).toEqual({
    flags: { "web.enable-admin-api": "false", "storage.tsdb.retention.time": "1296000" },
    given: [],
    connections: [],
    tells: [],
  });
  expect(["10m", "1w2d", "0s"].map(retentionOf)).toEqual(["600", "777600", "1296000"]);
});

test.for([
  ["remote_write", "remote_write:\n- url: http://elsewhere/write\n"],
  ["tracing", "tracing:\n  endpoint: elsewhere:4317\n"],
  ["storage", "storage:\n  tsdb: { retention: { time: 1h } }\n"],
  ["proxy_url of the job redis", "scrape_configs:\n- { job_name: redis, proxy_url: 'http://elsewhere' }\n"],
  [
    "proxy_from_environment of the job redis",
    "scrape_configs:\n- { job_name: redis, proxy_from_environment: true }\n",
  ],
  [
    "proxy_url on the way of alerts",
    "alerting:\n  alertmanagers:\n  - { proxy_url: 'http://elsewhere', static_configs: [] }\n",
  ],
] as const)("what connects it to others is told: %s", ([told, section]) => {
  expect(opennessOf({}, [], `${CONFIG}${section}`).connections).toEqual([told]);
});

test("sections that are empty, or that it has by itself, are not", () => {
  const own = "runtime:\n  gogc: 75\notlp:\n  translation_strategy: UnderscoreEscapingWithSuffixes\n";

  expect(opennessOf({}, [], `${CONFIG}${own}remote_read: []\ntracing: {}\n`).connections).toEqual([]);
});

test("what its command line gives is told, and lengths of time that have bounds are in seconds", () => {
  const flags = { "query.lookback-delta": "5m", "rules.alert.resend-delay": "1m", "web.read-timeout": "5m" };

  expect(opennessOf(flags, ["/bin/prometheus", "--query.lookback-delta=5m"], CONFIG)).toEqual({
    flags: { "query.lookback-delta": "300", "rules.alert.resend-delay": "60", "web.read-timeout": "5m" },
    given: ["query.lookback-delta"],
    connections: [],
    tells: [],
  });
});

test("whom it tells of alerts is told, however they are found", () => {
  const alerting = `alerting:
  alertmanagers:
  - scheme: http
    static_configs: [{ targets: ["alertmanager:9093"] }]
  - dns_sd_configs: [{ names: [elsewhere], type: A, port: 9093 }]
    timeout: 10s
  - http_sd_configs: [{ url: "http://elsewhere/" }]
`;

  expect(opennessOf({}, [], `${CONFIG}${alerting}`).tells).toEqual([
    ...["alertmanager:9093", "elsewhere:9093", "whoever http_sd_configs finds"],
  ]);
});
