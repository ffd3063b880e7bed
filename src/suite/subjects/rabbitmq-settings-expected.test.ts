import { expect, test } from "vitest";
import { effectiveSettings, type Told } from "../../brokers/rabbitmq/rabbitmq-effective.ts";
import { limitInForce, nodeLimits, unexpectedOfQueues } from "./rabbitmq-settings-expected.ts";

const POLICY = {
  "message-ttl": 3_600_000,
  "max-length": 50_000,
  overflow: "reject-publish",
  "dead-letter-exchange": "frames.dead",
  "dead-letter-strategy": "at-least-once",
};

/** A broker with this policy and these further arguments of frame_queue. */
const broker = (policy: Told, argued: Told = {}) => ({
  effective: async () => [
    effectiveSettings(policy, { "x-queue-type": "quorum", ...argued }),
    effectiveSettings({}, { "x-queue-type": "quorum" }),
  ],
});

test("what is delivered is expected, and other limits of criteria of their own", async () => {
  expect(await unexpectedOfQueues(broker({ ...POLICY, "message-ttl": 7_200_000 }))).toEqual({
    count: 0,
    details: { seen: "none", "settings read": 7 },
  });
});

test.for([
  [{}, { "x-single-active-consumer": true }, "single-active-consumer true (expected it not to be set)"],
  [
    { "dead-letter-strategy": "at-most-once" },
    {},
    "dead-letter-strategy at-most-once (expected at-least-once)",
  ],
  [{ expires: 60_000 }, {}, "expires 60000 (expected it not to be set)"],
  [{}, { "x-delivery-limit": 1 }, "delivery-limit 1 (expected at least 20, or -1)"],
  [{ "max-length-bytes": 1_000 }, {}, "max-length-bytes 1000 (expected it not to be set)"],
] as const)("%j with arguments %j is named", async ([policy, argued, told]) => {
  const { count, details } = await unexpectedOfQueues(broker({ ...POLICY, ...policy }, argued));

  expect({ count, seen: details.seen }).toEqual({ count: 1, seen: `frame_queue: ${told}` });
});

test("a limit in force is told with who says so", () => {
  const { "message-ttl": ttl } = effectiveSettings(POLICY, { "x-message-ttl": 20_000 });

  expect(limitInForce(ttl)).toEqual({
    measured: 20_000,
    details: { "by policy": 3_600_000, "as a queue argument": 20_000 },
  });
  expect(limitInForce(undefined)).toEqual({ measured: "not set", details: {} });
});

test("the limits of a node are told as shares of what there is", async () => {
  const service = { name: "rabbitmq", exec: async () => "max\nMemTotal: 3906250 kB\n" };
  const node = { service, nodeLimits: async () => ({ memory: 1e9, disk: 2e9 }) };

  expect(await nodeLimits(node as unknown as Parameters<typeof nodeLimits>[0])).toEqual({
    memory: { MB: 1_000, "memory %": 25 },
    disk: { GB: 2, "% of the memory limit": 200 },
    details: { "MiB of the host": 3_815 },
  });
});
