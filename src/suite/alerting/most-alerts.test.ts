import { expect, test } from "vitest";
import { mostOf } from "./most-alerts.ts";

test("there can be an alert for each target that its rule looks at, and a series for each of all", () => {
  const rule = { alert: "Down", expr: 'up{job="rabbitmq"} == 0', labels: {}, annotations: {}, location: "" };
  const targets = ["rabbitmq:1", "rabbitmq-2:1"].map((instance) => ({ job: "rabbitmq", instance }));
  const most = mostOf(
    { alerts: [rule] },
    new Map([["Down", [{ job: "rabbitmq", instance: "rabbitmq:1" }]]]),
    [...targets, { job: "redis", instance: "redis:1" }],
  );

  expect(most("Down")).toBe(2);
  expect(most(undefined)).toBe(3);
  expect(most("Other")).toBe(0);
});
