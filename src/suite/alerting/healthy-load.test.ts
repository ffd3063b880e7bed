import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { alertNamed, mustHaveCarried } from "./healthy-load.ts";

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
