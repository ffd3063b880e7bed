import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { WebhookInbox } from "../../watchers/webhook-inbox.ts";
import { Alerting, type AlertingParts } from "./alerting.ts";

const alert = (alertname: string, state: "pending" | "firing") => ({ labels: { alertname }, state });

/** A rule that looks at its figures every second. */
const ruleHolding = (forSeconds: number) => ({
  ...{ type: "alerting", name: "Slow", expr: "rate(frame_x[1m]) > 0", labels: {} },
  ...{ everySeconds: 1, forSeconds, keepFiringSeconds: 0 },
});

/** A stack with these alerts while its brokers carry so many frames each. */
function alertingOn(
  alerts: object[],
  received: number[] = [10_000, 10_000],
  forSeconds = 1,
  timeline: object[] = [],
  busy: (string | undefined)[] = [],
) {
  const inbox = new WebhookInbox();
  const arrive = (alertname: string) => {
    const alerts = [{ status: "firing", labels: { alertname }, annotations: {} }];
    const body = Buffer.from(JSON.stringify({ receiver: "webhook", alerts })).toString("base64");
    inbox.take(`200 / ${body}`);
  };
  let loads = 0;
  const underLoad = async (
    _broker: unknown,
    { seconds, onSecond }: { seconds: number; onSecond: () => void },
  ) => {
    for (let second = 0; second < seconds; second += 1) onSecond();
    if (alerts.length > 0) arrive("HeardMeanwhile");
    return { delivery: { received: received[loads++ % received.length] }, timeline };
  };
  const healthy = {
    brokers: received.map((_, index) => ({
      broker: { id: `broker-${index}` },
      service: { stack: "own" },
    })),
    settled: async () => undefined,
    underLoad,
    prometheus: {
      alerts: async () => alerts,
      settings: async () => ({
        rules: [ruleHolding(forSeconds)],
        jobs: [],
        offsetSeconds: 0,
        externalLabels: {},
        ways: [],
      }),
    },
  };
  arrive("HeardBefore");
  const look = async <T>(_around: unknown, at: () => Promise<T>) => ({
    found: await at(),
    busy: busy.shift(),
  });
  const parts = { healthy, receiver: { inbox }, profile: "quick", startHa: async () => undefined, look };
  return new Alerting(parts as unknown as AlertingParts);
}

test("an alarm is one that fires or arrives under a healthy load, not one from before or on its way", async () => {
  const alerting = alertingOn([alert("MemoryHigh", "firing"), alert("NoConsumer", "pending")]);

  expect(await alerting.underHealthyLoad()).toEqual({
    ...{ raised: ["MemoryHigh", "HeardMeanwhile"], rightly: [], seconds: 14, frames: 20_000 },
  });
});

test("an alert that was right, by what the load itself measured, is no false alarm", async () => {
  const late = [{ labels: { alertname: "LatencyHigh", broker: "broker-1" }, state: "firing" }];

  expect(await alertingOn(late, undefined, 1, [{ sent: 1_000, p99Ms: 35 }]).underHealthyLoad()).toMatchObject(
    {
      raised: ["HeardMeanwhile"],
      rightly: ["LatencyHigh broker-1: p99 was over the limit in 1 of 1 s"],
    },
  );
  expect(await alertingOn(late, undefined, 1, [{ sent: 1_000, p99Ms: 3 }]).underHealthyLoad()).toMatchObject({
    raised: ["LatencyHigh broker-1", "HeardMeanwhile"],
  });
});

test("a load that one broker hardly carried raises no false alarm either", async () => {
  await expect(alertingOn([], [20_000, 10]).underHealthyLoad()).rejects.toThrow(Undetermined);
});

test("each load lasts for as long as the slowest alert takes, and no alert is silent for want of time", async () => {
  const longer = await alertingOn([], [12_000, 12_000], 9).underHealthyLoad();

  expect(longer).toMatchObject({ raised: [], seconds: 24 });
  await expect(alertingOn([], [20_000, 20_000], 600).underHealthyLoad()).rejects.toThrow(
    "too little time to fire for: Slow needs 603 s and had 12 s",
  );
});

test("what fires while others use the host is looked at once more, and tells nothing if they go on", async () => {
  const firing = [alert("MemoryHigh", "firing")];
  const others = "the host was not calm in 60 % of the time: others used 70 % of the processors";

  expect((await alertingOn(firing, undefined, 1, [], [others]).underHealthyLoad()).raised).toContain(
    "MemoryHigh",
  );
  await expect(
    alertingOn(firing, undefined, 1, [], [others, others, others]).underHealthyLoad(),
  ).rejects.toThrow(/^MemoryHigh, HeardMeanwhile fired; the host was not calm in 60 %/);
});
