import { expect, test } from "vitest";
import { healthTimes, noticedWithinMs } from "./health-times.ts";

function service(
  name: string,
  times: Partial<Record<"interval" | "timeout" | "start_period", string>>,
  retries = 6,
) {
  const test: ["CMD", string] = ["CMD", "true"];
  const delivered = { test, interval: "5s", timeout: "5s", retries, start_period: "30s" };
  return { name, healthcheck: { ...delivered, ...times } };
}

test("every one of its looks may take its whole timeout, and the time to end it", () => {
  expect(noticedWithinMs(service("redis", {}))).toBe(110_000);
  expect(noticedWithinMs(service("rabbitmq", { interval: "10s", timeout: "20s" }))).toBe(230_000);
  expect(noticedWithinMs(service("hurried", { interval: "1s", timeout: "2s" }, 1))).toBe(3_000);
});

test("the slowest service counts, and while it starts its start period besides", () => {
  const slow = service("rabbitmq", { interval: "10s" });
  const late = service("grafana", { start_period: "1h" });

  expect(healthTimes([service("redis", {}), slow, late])).toEqual({
    running: { name: "rabbitmq", seconds: 140 },
    starting: { name: "grafana", seconds: 3_710 },
  });
});

test.for([
  [{ interval: "10m" }, 6, 3_680],
  [{}, 1_000, 19_990],
  [{ interval: "3s" }, 6, 98],
  [{}, 5, 90],
] as const)("with %o and %i retries it takes %i s", ([times, retries, seconds]) => {
  expect(healthTimes([service("redis", times, retries)]).running.seconds).toBe(seconds);
});
