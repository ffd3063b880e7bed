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
    stores: [],
    tells: [],
  });
  expect(["10m", "1w2d", "0s"].map(retentionOf)).toEqual(["600", "777600", "1296000"]);
});

test("other stores are told, and none where the section is empty", () => {
  const write = "remote_write:\n- url: http://elsewhere/write\n";

  expect(opennessOf({}, [], `${CONFIG}${write}remote_read: []\n`)).toEqual({
    flags: {},
    given: [],
    stores: ["remote_write"],
    tells: [],
  });
});

test("what its command line gives is told, and lengths of time that have bounds are in seconds", () => {
  const flags = { "query.lookback-delta": "5m", "rules.alert.resend-delay": "1m", "web.read-timeout": "5m" };

  expect(opennessOf(flags, ["/bin/prometheus", "--query.lookback-delta=5m"], CONFIG)).toEqual({
    flags: { "query.lookback-delta": "300", "rules.alert.resend-delay": "60", "web.read-timeout": "5m" },
    given: ["query.lookback-delta"],
    stores: [],
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
