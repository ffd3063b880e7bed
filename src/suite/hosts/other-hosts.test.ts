import { expect, test } from "vitest";
import type { ActiveAlert } from "../../watchers/prometheus-answers.ts";
import { WebhookInbox } from "../../watchers/webhook-inbox.ts";
import { OtherHosts } from "./other-hosts.ts";

const DOWN = { alertname: "FakeDown", instance: "fake:1" };
const receiver = { inbox: new WebhookInbox(), isItsOwn: () => true };
const saying = (...alerts: ActiveAlert[]) => ({ alerts: async () => alerts });
const silent = {
  alerts: async () => {
    throw new Error("no answer");
  },
};

test("an alert fires once any host that answers says so", async () => {
  const firing = saying({ labels: { ...DOWN, severity: "critical" }, state: "firing" });

  expect(await new OtherHosts([saying(), firing], receiver).isFiring(DOWN)).toBe(true);
  expect(await new OtherHosts([silent, firing], receiver).isFiring(DOWN)).toBe(true);
});

test("an alert that is pending, or of another instance, does not", async () => {
  const hosts = new OtherHosts(
    [
      saying({ labels: DOWN, state: "pending" }),
      saying({ labels: { ...DOWN, instance: "fake:2" }, state: "firing" }),
    ],
    receiver,
  );

  expect(await hosts.isFiring(DOWN)).toBe(false);
  expect(hosts.hasAnswered).toBe(true);
});

test("where no host answers, nothing is known", async () => {
  const hosts = new OtherHosts([silent, silent], receiver);

  await expect(hosts.isFiring(DOWN)).rejects.toThrow("no answer");
  expect(hosts.hasAnswered).toBe(false);
});
