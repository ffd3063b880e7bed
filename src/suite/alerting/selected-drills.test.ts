import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { onlySelected } from "./selected-drills.ts";

const heard = { alertname: "RedisDown", arrivedAfter: 2.5, resolvedAfter: 4 };
const neverArrived = { alertname: "RedisMemoryHigh" };
const neverResolved = { alertname: "RabbitMQDown", arrivedAfter: 2.5 };

test("selected drills whose alerts were all heard and resolved are no more than a selection", () => {
  expect(onlySelected([heard, { ...heard, alertname: "RabbitMQDown" }])).toEqual({
    kind: "selection",
    text: "of all drills only those of SIGNOFF_DRILLS were made; alerts heard: RedisDown, RabbitMQDown",
  });
});

test.for([
  [[heard, neverArrived], /alerts heard: RedisDown; not heard, or not resolved: RedisMemoryHigh$/],
  [[neverResolved], /alerts heard: none; not heard, or not resolved: RabbitMQDown$/],
  [[], /no drill raises such an alert$/],
] as const)("anything else could not be told: %j", ([results, message]) => {
  expect(() => onlySelected(results)).toThrow(Undetermined);
  expect(() => onlySelected(results)).toThrow(message);
});
