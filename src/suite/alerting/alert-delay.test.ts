import { expect, test } from "vitest";
import type { PrometheusSettings, RuleInForce } from "../../watchers/prometheus-settings.ts";
import { AlertDelays } from "./alert-delay.ts";

const rule = (expr: string, others: Partial<RuleInForce> = {}): RuleInForce => ({
  ...{ type: "alerting", name: "Alert", expr, labels: {} },
  ...{ everySeconds: 5, forSeconds: 0, keepFiringSeconds: 0, ...others },
});
const record = (name: string, expr: string) => rule(expr, { type: "recording", name });
const job = (name: string, everySeconds = 5, refreshSeconds = 0) => ({
  ...{ name, everySeconds, timeoutSeconds: 4, refreshSeconds, limits: {} },
});

function delays({
  rules = [],
  jobs = [job("redis"), job("rabbitmq", 5, 5)],
  ...others
}: Partial<PrometheusSettings>) {
  return new AlertDelays({ rules, jobs, offsetSeconds: 0, externalLabels: {}, ways: [], ...others });
}

test("an alert takes its scrape, its evaluation and its time to hold, in whole evaluations", () => {
  const { seconds, parts } = delays({}).untilFiring(rule("redis_up == 0", { forSeconds: 12 }));

  expect(seconds).toBe(9 + 5 + 15);
  expect(parts).toEqual(["scrape of redis 9 s", "evaluation of Alert 5 s", "held for 15 s"]);
});

test("what is recorded first takes the evaluation of each rule, and the times that they average over", () => {
  const rules = [
    record("rate", "sum(rate(redis_commands_total[1m]))"),
    record("share", "rate / sum(redis_up)"),
  ];
  const delay = delays({ rules }).untilFiring(rule("share < 50", { forSeconds: 60 }));

  expect(delay).toMatchObject({ seconds: 9 + 60 + 5 + 5 + 5 + 60, averagedSeconds: 60 });
});

test("a rule that names itself does not go round for ever", () => {
  const rules = [record("mean", "0.5 * mean + 0.5 * redis_up")];

  expect(delays({ rules }).untilFiring(rule("mean < 1")).seconds).toBe(14 + 5 + 5);
});

test.each([
  ["increase(redis_evicted_total[5m]) > 0", 14, 0],
  ["rate(redis_evicted_total[5m]) > 0", 314, 300],
  ["increase(redis_commands_total[5m]) == 0", 314, 300],
  ["redis_up unless increase(redis_commands_total[5m]) > 0", 314, 300],
  ["redis_up offset 30m == 0", 1_814, 0],
])("%s is seen after %d s, of which it averages %d s", (expr, seconds, averagedSeconds) => {
  expect(delays({}).untilFiring(rule(expr))).toMatchObject({ seconds, averagedSeconds });
});

test("an alert that is over lasts as long as it looks back, and as it is kept", () => {
  const kept = rule("increase(redis_evicted_total[5m]) > 0", { keepFiringSeconds: 600 });

  expect(delays({}).untilResolved(kept).seconds).toBe(9 + 300 + 5 + 600);
});

test("only the jobs count that a series can come from: by its label, or by its name", () => {
  const jobs = [job("redis"), job("redis-ha", 300), job("rabbitmq", 60, 30)];
  const seconds = (expr: string) => delays({ jobs }).untilFiring(rule(expr)).seconds - 5;

  expect(seconds('up{job="redis"} == 0')).toBe(9);
  expect(seconds('up{job=~"redis|rabbitmq"} == 0')).toBe(94);
  expect(seconds('up{job!~"redis.*"} == 0')).toBe(94);
  expect(seconds("redis_up == 0")).toBe(304);
  expect(seconds("up == 0")).toBe(304);
  // Loads write it to Prometheus themselves.
  expect(seconds("frames_lost_total > 0")).toBe(0);
});

test("a look back by Prometheus' own offset counts for every rule", () => {
  expect(delays({ offsetSeconds: 60 }).untilFiring(rule("redis_up == 0")).seconds).toBe(74);
});

test("a group's own offset stands in for it", () => {
  const ofGroup = (offsetSeconds: number) => rule("redis_up == 0", { offsetSeconds });

  expect(delays({ offsetSeconds: 60 }).untilFiring(ofGroup(600)).seconds).toBe(614);
  expect(delays({ offsetSeconds: 60 }).untilFiring(ofGroup(0)).seconds).toBe(14);
});

test("the least time to fire has no time-outs in it, and a second sample for what is counted over a time", () => {
  const rules = [record("rate", "rate(redis_commands_total[1m])")];

  expect(delays({}).leastToFire(rule("redis_up == 0", { forSeconds: 15 }))).toEqual({
    ...{ seconds: 25, isOverTime: false },
  });
  expect(delays({ rules }).leastToFire(rule("rate < 50", { forSeconds: 60 }))).toEqual({
    ...{ seconds: 10 + 5 + 5 + 60, isOverTime: true },
  });
});
