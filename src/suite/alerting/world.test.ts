import { expect, test } from "vitest";
import type { Broker } from "../../brokers/broker.ts";
import { fake } from "../../brokers/fake/fake.ts";
import { WebhookInbox } from "../../watchers/webhook-inbox.ts";
import type { HaParts, WatchedParts } from "../observability/watched-stack.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";
import { AlertWorld } from "./world.ts";

/** A world in which the fake runs, and Prometheus has that series alone. */
function world({ inbox = new WebhookInbox(), series = [] as object[] } = {}) {
  const prometheus = { query: async () => series };
  const ha = new Map([[fake.id, { members: { nodes: [{}], witnesses: [] }, exporters: [] }]]);
  return new AlertWorld(
    { brokers: [], prometheus, config: {} } as unknown as WatchedParts,
    ha as unknown as HaParts,
    { inbox } as WebhookReceiver,
  );
}

test("a drill is told the one figure that it asks for, or that there is none", async () => {
  expect(
    await world({ series: [{ metric: {}, value: 7 }] })
      .groundOf(fake)
      .figure("up"),
  ).toBe(7);
  expect(await world().groundOf(fake).figure("up")).toBeUndefined();
});

test("a drill hears an alert once it has arrived", async () => {
  const inbox = new WebhookInbox();
  const alerts = [{ status: "firing", labels: { alertname: "MemoryHigh" }, annotations: {} }];
  const body = Buffer.from(JSON.stringify({ receiver: "webhook", alerts })).toString("base64");
  const hearing = world({ inbox }).groundOf(fake).hears({ alertname: "MemoryHigh" }, performance.now());
  inbox.take(`200 / ${body}`);

  await expect(hearing).resolves.toBeUndefined();
});

test("a broker that does not run there can be drilled on nothing", () => {
  const other: Broker = { ...fake, id: "other" };

  expect(() => world().groundOf(other)).toThrow("other does not run with all its members");
});
