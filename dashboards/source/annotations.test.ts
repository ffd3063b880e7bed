import { expect, test } from "vitest";
import { readDashboard } from "../../src/watchers/dashboard-file.ts";
import { namedSeries } from "../../src/watchers/named-series.ts";
import { selectorsOf } from "../../src/watchers/promql.ts";
import { readRules } from "../../src/watchers/rule-files.ts";
import { messageBrokerDashboard } from "./message-broker.ts";

/** Of Prometheus itself, which no panel is about. */
const OF_PROMETHEUS = ["prometheus_config_last_reload_success_timestamp_seconds"];

const drawn = messageBrokerDashboard().annotations?.list ?? [];
const metricsOf = (expr = "") => selectorsOf(expr).map(({ metric }) => metric);

test("what happened is drawn over the graphs: alerts, restarts, failovers and deployments", () => {
  expect(drawn.map(({ name }) => name)).toEqual(["Alerts", "Restarts", "Failovers", "Deployments"]);
  expect(drawn.every(({ enable }) => enable)).toBe(true);
});

test("each asks the data source and the brokers that the viewer has chosen", () => {
  expect(drawn.map(({ datasource }) => datasource?.uid)).toEqual(drawn.map(() => `\${datasource}`));
  expect(drawn.filter(({ expr = "" }) => !expr.includes("$broker"))).toEqual([]);
});

test("each goes by metrics that panels or rules go by, which are looked for on the running versions", () => {
  const known = new Set(namedSeries(readRules(), readDashboard()).map(({ metric }) => metric));
  const unknown = drawn.flatMap(({ expr }) => metricsOf(expr)).filter((metric) => !known.has(metric));

  expect(unknown).toEqual(OF_PROMETHEUS);
});

test("restarts, failovers and deployments are those of every broker", () => {
  for (const { name, expr } of drawn.slice(1)) {
    const tellers = metricsOf(expr).map((metric) => metric.split("_")[0]);
    for (const teller of ["redis", "rabbitmq"]) expect(tellers, name).toContain(teller);
    expect(
      tellers.some((teller) => ["gnatsd", "jetstream"].includes(teller ?? "")),
      name,
    ).toBe(true);
  }
});
