import { expect, test } from "vitest";
import { otherValues } from "./other-values.ts";

test.for([
  ["appendfsync", "always", ["everysec", "no"]],
  ["appendonly", "yes", ["no"]],
  ["durable", "true", ["false"]],
  ["maxmemory", "2gb", ["20gb", "205mb"]],
  ["net_ticktime", "14", ["140", "1"]],
  ["save", "3600 1 300 100", ["36000 10 3000 1000", "360 0 30 10"]],
  ["overflow", "reject-publish", ["drop-head", "reject-publish-dlx"]],
  ["restart", "unless-stopped", ["no", "always", "on-failure"]],
  ["user", "redis", ["root"]],
  ["uid", "prometheus", ["prometheus-other"]],
  ["targets", "alertmanager:9093", ["alertmanager:9094"]],
  ["ports", "127.0.0.1:6379:6379", ["0.0.0.0:6379:6379", "127.0.0.1:6379:6380"]],
  ["volumes", "./config/redis:/usr/local/etc/redis:ro", ["./config/redis:/usr/local/etc/redis"]],
  ["volumes", "redis-data:/data", ["redis-data:/data-other"]],
  [
    "command",
    "--storage.tsdb.retention.time=15d",
    ["--storage.tsdb.retention.time=150d", "--storage.tsdb.retention.time=36h"],
  ],
  ["summary", "No node of {{ $labels.broker }} answers", []],
] as const)("another value of %s %s", ([name, value, tos]) => {
  expect(otherValues(name, value).map(({ to }) => to)).toEqual(tos);
});

test("of a list a name has no other value, and an address has", () => {
  expect(otherValues("names", "rabbitmq-2", true)).toEqual([]);
  expect(otherValues("targets", "redis:9121", true)).toHaveLength(1);
});

test("of a variable its usual value is changed", () => {
  const dollar = "$";
  expect(otherValues("PRODUCER_PASSWORD", `${dollar}{PRODUCER_PASSWORD:-producer}`)).toEqual([
    { kind: "another value", to: `${dollar}{PRODUCER_PASSWORD:-producer-other}` },
  ]);
  expect(otherValues("REDIS_PASSWORD", `${dollar}{REDIS_PASSWORD:-}`)).toEqual([
    { kind: "another value", to: `${dollar}{REDIS_PASSWORD:-other}` },
  ]);
});

test("an expression has each of its limits changed", () => {
  expect(otherValues("expr", "a > 0.9").map(({ to }) => to)).toEqual(["a < 0.9", "a > 9", "a > 0.09"]);
});
