import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { unexpectedDeclared } from "./rabbitmq-declared.ts";

type Definitions = Record<string, Record<string, unknown>[]>;

const DELIVERED = JSON.parse(
  readFileSync(join(ROOT, "config/rabbitmq/definitions.json"), "utf8"),
) as Definitions;

/** What is found once these are declared beside what is delivered. */
function found(added: Definitions, policy = "frames"): string[] {
  const names = new Set([...Object.keys(DELIVERED), ...Object.keys(added)]);
  const all = Object.fromEntries(
    [...names].map((name) => [name, [...(DELIVERED[name] ?? []), ...(added[name] ?? [])]]),
  );
  return unexpectedDeclared(JSON.stringify(all), {
    policy,
    isOwn: (name) => name.startsWith("broker-signoff."),
  });
}

test("what is delivered is expected, with what the node sets itself and what a run has made", () => {
  expect(
    found({
      users: [{ name: "guest" }, { name: "producer", limits: {} }, { name: "consumer", limits: [] }],
      global_parameters: [{ name: "cluster_name", value: "broker" }, { name: "internal_cluster_id" }],
      queues: [{ name: "broker-signoff.h.1", durable: true, auto_delete: false }],
      policies: [{ name: "broker-signoff.h.1-override", pattern: "^x$" }],
    }),
  ).toEqual([]);
});

test("the policy of frame_queue may have any name", () => {
  const renamed = {
    ...DELIVERED,
    policies: DELIVERED.policies?.map((policy) => ({ ...policy, name: "limits", priority: 7 })),
  };

  expect(unexpectedDeclared(JSON.stringify(renamed), { policy: "limits", isOwn: () => false })).toEqual([]);
});

const BINDING = { destination: "frame_queue", destination_type: "queue", routing_key: "" };

test.for([
  ["virtual host video", { vhosts: [{ name: "video" }] }],
  ["limits of user producer", { users: [{ name: "producer", limits: { "max-channels": 1 } }] }],
  ["exchange copies", { exchanges: [{ name: "copies", type: "fanout", durable: true }] }],
  ["queue other", { queues: [{ name: "other", durable: true, auto_delete: false }] }],
  ["binding of frame_queue to amq.fanout", { bindings: [{ ...BINDING, source: "amq.fanout" }] }],
  ["binding of frame_queue to frames.dead", { bindings: [{ ...BINDING, source: "frames.dead" }] }],
  ["policy short for .*", { policies: [{ name: "short", pattern: ".*" }] }],
  ["operator policy lower", { parameters: [{ component: "operator_policy", name: "lower", value: {} }] }],
  ["shovel away", { parameters: [{ component: "shovel", name: "away", value: {} }] }],
  ["vhost-limits limits", { parameters: [{ component: "vhost-limits", name: "limits", value: {} }] }],
  ["global parameter mqtt_default_vhosts", { global_parameters: [{ name: "mqtt_default_vhosts" }] }],
] as [string, Definitions][])("%s is named", ([told, added]) => {
  expect(found(added)).toEqual([told]);
});

test("what is missing, or would go by itself, is named", () => {
  const declared = {
    exchanges: [{ name: "frames.dead", type: "direct", durable: false }],
    queues: [{ name: "frame_queue.dead", durable: false, auto_delete: true }],
  };

  expect(unexpectedDeclared(JSON.stringify(declared), { policy: undefined, isOwn: () => false })).toEqual([
    "exchange frames.dead of type direct, which does not take every dead letter",
    "exchange frames.dead, which a restart takes away",
    "no binding of frame_queue.dead to frames.dead",
    "no queue frame_queue that a restart keeps",
    "queue frame_queue.dead, which a restart takes away",
    "queue frame_queue.dead, which goes with its last consumer",
  ]);
});
