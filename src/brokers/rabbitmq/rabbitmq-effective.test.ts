import { expect, test } from "vitest";
import { effectiveSettings } from "./rabbitmq-effective.ts";

test.for([
  ["the lower TTL", "message-ttl", 3_600_000, 20_000, 20_000],
  ["the lower TTL, the policy's", "message-ttl", 1_000, 20_000, 1_000],
  ["the lower length", "max-length", 50_000, 100, 100],
  ["the lower limit of bytes", "max-length-bytes", 5_000, 1_000, 1_000],
  ["the lower expiry", "expires", 60_000, 1_000, 1_000],
  ["the lower number of deliveries", "delivery-limit", 20, 1, 1],
  ["the only number of deliveries", "delivery-limit", -1, 5, 5],
  ["the argument's dead-letter exchange", "dead-letter-exchange", "frames.dead", "elsewhere", "elsewhere"],
  ["the argument's strategy", "dead-letter-strategy", "at-least-once", "at-most-once", "at-most-once"],
  ["the policy's overflow", "overflow", "reject-publish", "drop-head", "reject-publish"],
  ["the policy's leader locator", "queue-leader-locator", "balanced", "client-local", "balanced"],
] as const)("%s is in force", ([, name, policy, argument, value]) => {
  expect(effectiveSettings({ [name]: policy }, { [`x-${name}`]: argument })).toEqual({
    [name]: { value, policy, argument },
  });
});

test("what only one side says is in force as it says it", () => {
  const settings = effectiveSettings(
    { overflow: "reject-publish" },
    { "x-queue-type": "quorum", "x-single-active-consumer": true },
  );

  expect(settings).toEqual({
    overflow: { value: "reject-publish", policy: "reject-publish" },
    "queue-type": { value: "quorum", argument: "quorum" },
    "single-active-consumer": { value: true, argument: true },
  });
});

test("an argument that is a table is told whole", () => {
  expect(effectiveSettings({}, { "x-odd": { a: 1 } })).toEqual({
    odd: { value: '{"a":1}', argument: '{"a":1}' },
  });
});
