import { expect, test } from "vitest";
import { QUANTITIES } from "../../watchers/quantities.ts";
import { wrongQuery } from "./asked-for.ts";

const wrong = (expr: string, name: string, recorded: [string, string][] = []) =>
  wrongQuery(expr, QUANTITIES.get(name), { recorded: new Map(recorded), leastSpan: 10 });

test("what is healthy while all is well has to be asked for by its own metric", () => {
  expect(wrong("redis_rdb_last_bgsave_status", "redis-snapshot-ok")).toEqual([]);
  expect(wrong('max by (instance) ({__name__="redis_rdb_last_bgsave_status"})', "redis-snapshot-ok")).toEqual(
    [],
  );
  expect(wrong("redis_aof_last_write_status", "redis-snapshot-ok")).toEqual([
    "does not ask redis_rdb_last_bgsave_status (the last snapshot went well)",
  ]);
});

test("a metric may be asked for by the rule that records it", () => {
  const rules: [string, string][] = [
    ["snapshot:ok", "last:snapshot"],
    ["last:snapshot", "redis_rdb_last_bgsave_status or snapshot:ok"],
  ];

  expect(wrong("snapshot:ok", "redis-snapshot-ok", rules)).toEqual([]);
  expect(wrong("snapshot:ok", "redis-append-ok", rules)).toHaveLength(1);
});

test("a matcher may be a part of what has to be asked for", () => {
  expect(wrong('count(ALERTS{alertstate="firing",severity =~ "critical"})', "alerts-critical")).toEqual([]);
  expect(wrong('count(ALERTS{severity="warning"})', "alerts-critical")).toEqual([
    'does not ask ALERTS{severity="critical"} (critical alerts that fire)',
  ]);
});

test("a quantity whose number is its own may be asked for in any way", () => {
  expect(wrong("sum by (broker) (x)", "backlog")).toEqual([]);
});

test("a rate needs a time in which two values lie", () => {
  expect(wrong("rate(x[10s])", "frames-in")).toEqual([]);
  expect(wrong("last_over_time(x[1s])", "frames-in")).toEqual([]);
  expect(wrong("sum(rate(x[5s]))", "frames-in")).toEqual([
    "rate over 5 s, in which there may be no two values, expected 10 s or more",
  ]);
});

test("what is no PromQL is named elsewhere", () => {
  expect(wrong("sum(", "redis-snapshot-ok")).toEqual([]);
});
