import { expect, test } from "vitest";
import { BROKERS } from "../../brokers/all.ts";
import { nats } from "../../brokers/nats/nats.ts";
import type { Dashboard } from "../../watchers/dashboard-file.ts";
import { selectorsOf } from "../../watchers/promql.ts";
import { isOf, withoutQueriesOf } from "./of-others.ts";

const REDIS = BROKERS.filter(({ id }) => id === "redis");
const ask = (expr: string) => selectorsOf(expr).map((selector) => isOf([nats], selector));

test("a series is of a broker whose figures it is, or of which it has to be", () => {
  expect(ask('jetstream_stream_total_messages{stream_name="FRAMES"}')).toEqual([true]);
  expect(ask("gnatsd_varz_mem")).toEqual([true]);
  expect(ask('broker:memory:ratio{broker="nats"}')).toEqual([true]);
  expect(ask('up{job="nats"}')).toEqual([true]);
});

test("a series of another broker, or of any, is not", () => {
  expect(ask('redis_up{job=~"redis|redis-ha"}')).toEqual([false]);
  expect(ask("broker:up")).toEqual([false]);
  expect(ask('up{job!~"redis|rabbitmq|nats"}')).toEqual([false]);
  expect(ask('broker:up{broker=~"nats|redis"}')).toEqual([false]);
  expect(ask("jetstreams_total")).toEqual([false]);
  expect(isOf([], { metric: "gnatsd_varz_mem", text: "gnatsd_varz_mem" })).toBe(false);
});

test("of an expression of several brokers the others' series remain", () => {
  expect(ask('redis_up or up{job="nats"} == 0 or jetstream_server_jetstream_disabled * 0 + 1')).toEqual([
    ...[false, true, true],
  ]);
});

test("queries of another broker are left out, and panels that have no others", () => {
  const panel = (title: string, ...exprs: string[]) => ({
    ...{ row: "Row", title, type: "timeseries", unit: "s", description: "" },
    queries: exprs.map((expr) => ({ location: title, expr })),
  });
  const panels = [
    panel("mixed", "redis_up", "gnatsd_varz_mem", "broker:up"),
    panel("of NATS", "gnatsd_varz_mem"),
    panel("of both", "redis_up or gnatsd_varz_mem"),
    panel("a list"),
    panel("broken", "gnatsd_varz_mem{"),
    panel("a number", "vector(0)"),
  ];
  const dashboard: Dashboard = { uid: "u", title: "t", panels };
  const shown = (brokers: typeof REDIS) =>
    withoutQueriesOf(brokers, dashboard).panels.map(({ title, queries }) => [title, queries.length]);

  expect(shown([nats])).toEqual([
    ["mixed", 2],
    ["of both", 1],
    ["a list", 0],
    ["broken", 1],
    ["a number", 1],
  ]);
  expect(shown(REDIS)).toEqual([
    ["mixed", 2],
    ["of NATS", 1],
    ["of both", 1],
    ["a list", 0],
    ["broken", 1],
    ["a number", 1],
  ]);
});
