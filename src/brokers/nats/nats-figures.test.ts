import { expect, test } from "vitest";
import { exactly } from "../known.ts";
import { figuresOf, instanceOf, type SeenNode } from "./nats-figures.ts";

const node = (name: string, rest: Partial<SeenNode> = {}): SeenNode => ({
  ...{ name, isHealthy: true },
  varz: {
    ...{ connections: 3, mem: 20e6, slow_consumers: 1, version: "2.12.2" },
    ...{ start: "2026-04-17T15:00:00Z", now: "2026-04-17T15:01:40.5Z" },
  },
  jsz: { bytes: 3_000, config: { max_storage: 8_000 } },
  ...rest,
});
const stream = {
  state: { messages: 40, bytes: 2_500 },
  config: { max_msgs: 50_000, max_bytes: 4_000 },
} as Parameters<typeof figuresOf>[1];
const replica = { name: "nats-2", current: true, offline: false, active: 0, lag: 0 };
const consumer = { num_pending: 30, num_ack_pending: 10, num_redelivered: 4, num_waiting: 2 };

test("a node is known by its monitoring port", () => {
  expect(instanceOf("nats-2")).toEqual({ instance: "nats-2:8222" });
});

test("what the stream may store counts on its leader alone, where that is nearer", () => {
  const cluster = { name: "broker", leader: "nats-3", replicas: [replica, { ...replica, name: "nats" }] };
  const figures = figuresOf(
    ["nats", "nats-2", "nats-3"].map((name) => node(name)),
    { ...stream, cluster },
    consumer,
  );
  const shares = figures.filter(({ what }) => what === "memory-share").map(({ least }) => least);

  expect(shares).toEqual([0.375, 0.375, 0.625]);
  expect(figures).toContainEqual(exactly("nats-leader", { instance: "nats-3:8222" }, 1));
  expect(figures).toContainEqual(exactly("nats-replicas", { stream_name: "FRAMES" }, 3));
});

test("a node has its version, its time since it started, and what it may still store", () => {
  const of = { instance: "nats:8222" };
  const ofNode = figuresOf([node("nats")], stream, consumer).filter(({ what }) => what.startsWith("node-"));

  expect(ofNode).toContainEqual(exactly("node-version", { ...of, version: "2.12.2" }, 1));
  expect(ofNode).toContainEqual({ what: "node-uptime", of, least: 95.5, most: 105.5 });
  expect(ofNode).toContainEqual(exactly("node-disk-left", of, 5_000));
});

test("a server alone leads, and has the one replica", () => {
  const figures = figuresOf([node("nats", { isHealthy: false })], stream, consumer);

  expect(figures).toEqual(
    expect.arrayContaining([
      exactly("nats-leader", { instance: "nats:8222" }, 1),
      exactly("nats-replicas", { stream_name: "FRAMES" }, 1),
      exactly("nats-health", { instance: "nats:8222" }, 1),
      exactly("backlog", { broker: "nats" }, 40),
      exactly("nats-lag", {}, 30),
      exactly("nats-pending", {}, 10),
      exactly("nats-redelivered", {}, 4),
      exactly("nats-waiting", {}, 2),
      exactly("nats-bytes-limit", {}, 4_000),
    ]),
  );
});
