import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { grafanaFindings, openPrometheus, prometheusFindings } from "./monitoring.ts";
import { MODEST } from "./testing.ts";

/** As the delivered Prometheus tells them. */
const FLAGS = {
  "web.enable-admin-api": "false",
  "web.enable-lifecycle": "false",
  "web.enable-remote-write-receiver": "true",
  "web.page-title": "Prometheus",
  "storage.tsdb.retention.time": "1296000",
  "storage.tsdb.retention.size": "0B",
  "storage.tsdb.path": "/prometheus",
  "query.lookback-delta": "300",
  "query.max-samples": "50000000",
};
const GIVEN = ["config.file", "storage.tsdb.path", "storage.tsdb.retention.time"];
const delivered = serviceOf(readComposeFile({ dotEnv: false }), "grafana").environment;
const grafana = (environment: Record<string, string> = {}, command: unknown = undefined) =>
  grafanaFindings([
    MODEST,
    {
      ...MODEST,
      service: "grafana",
      environment: { ...delivered, ...environment },
      texts: { command: JSON.stringify([undefined, command]) },
    },
  ]).map(({ text }) => text);
const prometheus = (
  flags: Record<string, string>,
  connections: string[] = [],
  tells = ["alertmanager:9093"],
) =>
  prometheusFindings({
    ...{ flags: { ...FLAGS, ...flags }, connections, tells },
    given: [...GIVEN, ...Object.keys(flags)],
  }).map(({ text }) => text);

test("who else hears of alerts is named", () => {
  expect(prometheus({}, [], ["alertmanager:9093", "elsewhere:9093"])).toEqual([
    "tells elsewhere:9093 is there (expected it not to be set)",
  ]);
});

test("Prometheus and Grafana as delivered have nothing open", () => {
  expect([...prometheus({}), ...grafana()]).toEqual([]);
});

test("other titles, other clients of its own and a longer time to keep figures open nothing", () => {
  const flags = {
    "web.page-title": "Broker",
    "storage.tsdb.retention.time": "2592000",
    "web.max-connections": "90",
    "web.external-url": "https://u:s3cret@broker.example/prometheus",
    "log.level": "warn",
    "query.lookback-delta": "120",
  };

  expect(prometheus(flags)).toEqual([]);
  expect(grafana({ GF_SECURITY_ADMIN_USER: "root", TZ: "Europe/Warsaw" })).toEqual([]);
});

test.for([
  [{ "web.enable-admin-api": "true" }, "web.enable-admin-api true (expected false)"],
  [{ "web.enable-lifecycle": "true" }, "web.enable-lifecycle true (expected false)"],
  [{ "storage.tsdb.retention.time": "600" }, "storage.tsdb.retention.time 600 (expected at least 604800)"],
  [{ "storage.tsdb.retention.size": "1MB" }, "storage.tsdb.retention.size 1MB (expected 0B)"],
  [{ "storage.tsdb.path": "/tmp/figures" }, "storage.tsdb.path /tmp/figures (expected /prometheus)"],
  [{ "query.lookback-delta": "3" }, "query.lookback-delta 3 (expected 30 to 600)"],
  [{ "query.max-samples": "20" }, "query.max-samples 20 (expected at least 5000000)"],
  [
    { "storage.remote.flush-deadline": "1s" },
    "storage.remote.flush-deadline is there (expected it not to be set)",
  ],
] as const)("a Prometheus with %j is named", ([flags, told]) => {
  expect(prometheus(flags)).toEqual([told]);
});

test("a Prometheus that tells no flags, or that another store is connected to, is named", () => {
  expect(prometheusFindings({ flags: {}, given: [], connections: [], tells: [] }).length).toBeGreaterThan(0);
  expect(prometheus({}, ["remote_write"])).toEqual(["remote_write is there (expected it not to be set)"]);
});

test.for([
  [{ GF_AUTH_ANONYMOUS_ENABLED: "true" }, "GF_AUTH_ANONYMOUS_ENABLED true (expected false)"],
  [{ GF_DATABASE_URL: "mysql://u:s3cret@db" }, "GF_DATABASE_URL is there (expected it not to be set)"],
  [{ GF_PLUGINS_PREINSTALL_DISABLED: "no" }, "GF_PLUGINS_PREINSTALL_DISABLED no (expected true)"],
] as const)("a Grafana with %j is named, without a value that nobody knows", ([variables, told]) => {
  expect(grafana(variables)).toEqual([told]);
});

test("a Grafana with a command of its own is named: it may set anything", () => {
  expect(grafana({}, ["cfg:default.auth.anonymous.enabled=true"])).toEqual([
    "command is there (expected it not to be set)",
  ]);
});

test("where no Prometheus runs it stays open", async () => {
  await expect(openPrometheus([{ running: async () => [] }])).rejects.toThrow(Undetermined);
});
