import { expect, test } from "vitest";
import { WebhookInbox } from "./webhook-inbox.ts";

const ALERT = { status: "firing", labels: { alertname: "RedisDown", broker: "redis" }, annotations: {} };

const line = (body: string, { status = 200, path = "/" } = {}) =>
  `${status} ${path} ${Buffer.from(body).toString("base64")}`;
const notification = (...alerts: object[]) => JSON.stringify({ receiver: "critical", alerts, version: "4" });

function inboxOf(...lines: string[]): WebhookInbox {
  const inbox = new WebhookInbox();
  for (const [index, each] of lines.entries()) inbox.take(each, index * 100);
  return inbox;
}

test("each alert of a notification arrives when its line does", () => {
  const { arrivals } = inboxOf("listening", line(notification(ALERT, { ...ALERT, status: "resolved" })));

  expect(arrivals).toEqual([
    { atMs: 100, receiver: "critical", path: "/", ...ALERT },
    { atMs: 100, receiver: "critical", path: "/", ...ALERT, status: "resolved" },
  ]);
});

test("an alert is found by status, labels and time", () => {
  const inbox = inboxOf(line(notification(ALERT)), line(notification(ALERT)));

  expect(inbox.arrived("firing", { alertname: "RedisDown" }, 0)?.atMs).toBe(0);
  expect(inbox.arrived("firing", { alertname: "RedisDown" }, 50)?.atMs).toBe(100);
  expect(inbox.arrived("firing", { alertname: "RedisDown" }, 150)).toBeUndefined();
  expect(inbox.arrived("resolved", { alertname: "RedisDown" }, 0)).toBeUndefined();
  expect(inbox.arrived("firing", { alertname: "RedisDown", broker: "rabbitmq" }, 0)).toBeUndefined();
});

test("an alert that was sent to two addresses arrives twice, each time with its path", () => {
  const inbox = inboxOf(
    line(notification(ALERT), { path: "/one" }),
    line(notification(ALERT), { path: "/other" }),
  );

  expect(inbox.arrivalsOf("firing", { alertname: "RedisDown" }, 0).map(({ path }) => path)).toEqual([
    ...["/one", "/other"],
  ]);
});

test("what the webhook refused has not arrived", () => {
  expect(inboxOf(line(notification(ALERT), { status: 400 })).arrivals).toEqual([]);
});

test("a probe is known by its name, and is no notification", () => {
  const inbox = new WebhookInbox();
  inbox.take(line("anything", { path: inbox.pathOfProbe("abc") }));

  expect(inbox.hasProbe("abc")).toBe(true);
  expect(inbox.hasProbe("abcd")).toBe(false);
  expect(inbox).toMatchObject({ arrivals: [], unreadable: [] });
});

test("letters beyond ASCII arrive as they were sent", () => {
  const alert = { ...ALERT, annotations: { summary: "Kolejka rośnie" } };

  expect(inboxOf(line(notification(alert))).arrivals[0]?.annotations.summary).toBe("Kolejka rośnie");
});

test("a notification in another form is kept with the reason", () => {
  const { unreadable } = inboxOf(line("{"), line('{"alerts": []}'), line(""));

  expect(unreadable).toEqual([
    expect.stringContaining("{: "),
    expect.stringContaining("receiver"),
    expect.stringContaining(": "),
  ]);
});

test("what is no request is a remark", () => {
  expect(inboxOf("listening", "=ERROR REPORT==== out of memory").remarks).toEqual([
    "listening",
    "=ERROR REPORT==== out of memory",
  ]);
});
