import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { alertNamed, mustHaveCarried, mustHaveLasted, secondsOfLoad } from "./healthy-load.ts";

const CARRIED = { seconds: 7, framesPerSecond: 100, looks: 14, received: [700, 700] };

test("loads that each broker carried, looked at every second, are enough to speak of no false alarm", () => {
  expect(() => mustHaveCarried(CARRIED)).not.toThrow();
  expect(() => mustHaveCarried({ ...CARRIED, looks: 12, received: [350, 350] })).not.toThrow();
});

test("one broker's load does not stand for the other's", () => {
  expect(() => mustHaveCarried({ ...CARRIED, received: [1_400, 0] })).toThrow(Undetermined);
  expect(() => mustHaveCarried({ ...CARRIED, received: [700, 349] })).toThrow(
    "only 700 and 349 frames in 14 s: too little load for a false alarm",
  );
});

test("alerts that were hardly looked at may have fired unseen", () => {
  expect(() => mustHaveCarried({ ...CARRIED, looks: 11 })).toThrow(Undetermined);
});

test("an alert is named by what tells it from others, as far as it has that", () => {
  const labels = {
    alertname: "MemoryHigh",
    broker: "redis",
    instance: "redis-replica-1:6379",
    severity: "warning",
  };

  expect(alertNamed(labels)).toBe("MemoryHigh redis redis-replica-1:6379");
  expect(alertNamed({ alertname: "AlertsNotDelivered" })).toBe("AlertsNotDelivered");
});

const rule = (name: string, expr: string, forSeconds: number) => ({
  ...{ type: "alerting" as const, name, expr, labels: {} },
  ...{ everySeconds: 1, forSeconds, keepFiringSeconds: 0 },
});
const JOBS = [{ name: "redis", everySeconds: 1, timeoutSeconds: 1, refreshSeconds: 0, limits: {} }];
const settings = (...rules: ReturnType<typeof rule>[]) => ({
  ...{ rules, jobs: JOBS, offsetSeconds: 0, externalLabels: {}, ways: [] },
});
const GROWING = rule("Growing", "deriv(redis_length[5s]) > 0", 5);
const LOW = rule("Low", "redis_disk < 5", 13);

test("a load lasts until each alert that counts over a time could fire, within what the profile allows", () => {
  expect(secondsOfLoad(settings(GROWING, LOW), "quick")).toBe(8);
  expect(secondsOfLoad(settings(rule("Growing", GROWING.expr, 600)), "quick")).toBe(12);
  expect(secondsOfLoad(settings(LOW), "quick")).toBe(7);
  expect(secondsOfLoad(settings(GROWING), "full")).toBe(300);
});

test("alerts that had too little time are named, each with what it needs", () => {
  const both = settings(GROWING, LOW);

  expect(() => mustHaveLasted(both, { loadSeconds: 8, wholeSeconds: 16 })).not.toThrow();
  expect(() => mustHaveLasted(both, { loadSeconds: 7, wholeSeconds: 14.5 })).toThrow(
    "too little time to fire for: Growing needs 8 s and had 7 s, Low needs 15 s and had 14 s",
  );
});
