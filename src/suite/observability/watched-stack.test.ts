import { expect, test } from "vitest";
import type { ActiveAlert, ScrapeTarget } from "../../watchers/prometheus-answers.ts";
import { type WatchedParts, WatchedStack } from "./watched-stack.ts";

const UP: ScrapeTarget = { job: "redis", instance: "redis-exporter:9121", health: "up", lastError: "" };

/** A stack whose Prometheus answers with the next of these, and at last with the last one for ever. */
function stackWith({
  alerts = [[]],
  targets = [[UP]],
}: {
  alerts?: ActiveAlert[][];
  targets?: ScrapeTarget[][];
}) {
  const next = <T>(answers: T[]) => (answers.length > 1 ? answers.shift() : answers[0]);
  const prometheus = { alerts: async () => next(alerts), targets: async () => next(targets) };
  return new WatchedStack({ prometheus } as unknown as WatchedParts);
}

const alert = (state: "pending" | "firing", labels: Record<string, string>) => ({ state, labels });

test("an alert fires when one with all of the labels does, whatever more it has", async () => {
  const labels = { alertname: "MemoryHigh", broker: "redis", severity: "warning" };
  const stack = stackWith({ alerts: [[alert("firing", labels)]] });

  expect(await stack.isFiring({ alertname: "MemoryHigh", broker: "redis" })).toBe(true);
  expect(await stack.isFiring({ alertname: "MemoryHigh", broker: "rabbitmq" })).toBe(false);
});

test("a pending alert does not fire, and of two alerts neither lends its labels to the other", async () => {
  const pending = alert("pending", { alertname: "MemoryHigh", broker: "redis" });
  const others = [alert("firing", { alertname: "MemoryHigh" }), alert("firing", { broker: "redis" })];

  expect(await stackWith({ alerts: [[pending]] }).isFiring({ alertname: "MemoryHigh" })).toBe(false);
  expect(await stackWith({ alerts: [others] }).isFiring({ alertname: "MemoryHigh", broker: "redis" })).toBe(
    false,
  );
});

test("a stack has settled once every target is up and no alert is on its way", async () => {
  const pending = [alert("pending", { alertname: "MemoryHigh" })];
  const unknown = [UP, { ...UP, health: "unknown" as const }];
  const [alerts, targets] = [
    [pending, pending, []],
    [unknown, unknown, [UP]],
  ];

  await stackWith({ alerts, targets }).settled();

  expect([alerts.length, targets.length]).toEqual([1, 1]);
});
