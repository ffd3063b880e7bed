import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { WebhookInbox } from "../../watchers/webhook-inbox.ts";
import { Alerting, type AlertingParts } from "./alerting.ts";

const alert = (alertname: string, state: "pending" | "firing") => ({ labels: { alertname }, state });

/** A stack with these alerts while its brokers carry so many frames each. */
function alertingOn(alerts: object[], received: number[] = [10_000, 10_000]) {
  const inbox = new WebhookInbox();
  const arrive = (alertname: string) => {
    const alerts = [{ status: "firing", labels: { alertname }, annotations: {} }];
    const body = Buffer.from(JSON.stringify({ receiver: "webhook", alerts })).toString("base64");
    inbox.take(`200 / ${body}`);
  };
  const underLoad = async (
    _broker: unknown,
    { seconds, onSecond }: { seconds: number; onSecond: () => void },
  ) => {
    for (let second = 0; second < seconds; second += 1) onSecond();
    arrive("HeardMeanwhile");
    return { delivery: { received: received.shift() } };
  };
  const healthy = {
    brokers: received.map(() => ({})),
    settled: async () => undefined,
    underLoad,
    prometheus: { alerts: async () => alerts },
  };
  arrive("HeardBefore");
  const parts = { healthy, receiver: { inbox }, profile: "quick", startHa: async () => undefined };
  return new Alerting(parts as unknown as AlertingParts);
}

test("an alarm is one that fires or arrives under a healthy load, not one from before or on its way", async () => {
  const alerting = alertingOn([alert("MemoryHigh", "firing"), alert("NoConsumer", "pending")]);

  expect(await alerting.underHealthyLoad()).toEqual({
    ...{ raised: ["MemoryHigh", "HeardMeanwhile"], seconds: 14, frames: 20_000 },
  });
});

test("a load that one broker hardly carried raises no false alarm either", async () => {
  await expect(alertingOn([], [20_000, 10]).underHealthyLoad()).rejects.toThrow(Undetermined);
});
