import { expect, test } from "vitest";
import { alertsOfLoss } from "./alerts-of-loss.ts";

const MISSING = { alertname: "ReplicaMissing", broker: "fake" };
const DOWN = { alertname: "FakeDown", broker: "fake", instance: "fake:1" };
const DRILLS = [
  { raises: [{ alertname: "NoConsumer", broker: "fake" }] },
  { loses: "fake-2", raises: [MISSING, { alertname: "QueueMissing", broker: "fake" }] },
  { loses: "fake", raises: [DOWN, MISSING] },
];
const RULES = [
  { name: "ReplicaMissing", forSeconds: 30 },
  { name: "FakeDown", forSeconds: 15 },
  { name: "QueueMissing", forSeconds: 120 },
];

test("the node that a drill takes is named by its instance, and that one is missing is told once", () => {
  expect(alertsOfLoss(DRILLS, "fake", RULES)).toEqual([MISSING, DOWN]);
});

test("of another node nothing tells by its instance", () => {
  expect(alertsOfLoss(DRILLS, "fake-3", RULES)).toEqual([MISSING]);
});

test("an alert without a rule is expected all the same: that it is silent has to be seen", () => {
  expect(alertsOfLoss(DRILLS, "fake-3", [])).toContainEqual(MISSING);
});
