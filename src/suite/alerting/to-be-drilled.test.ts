import { expect, test } from "vitest";
import { titleOf, toBeDrilled } from "./to-be-drilled.ts";

const titles = (labels: Record<string, string>, ...sets: Record<string, string>[]) =>
  toBeDrilled([{ alert: "A", labels }], new Map([["A", sets]])).map(({ alert, broker }) =>
    titleOf(alert, broker),
  );

test("an alert of brokers is to be raised for each of them, once", () => {
  const instances = ["a", "b"].map((instance) => ({ broker: "redis", instance }));

  expect(titles({}, ...instances, { broker: "rabbitmq" })).toEqual(["A redis", "A rabbitmq"]);
});

test("an alert whose rule names its broker is that broker's alone", () => {
  expect(titles({ broker: "redis" }, { broker: "redis", job: "redis" }, { broker: "redis" })).toEqual([
    "A redis",
  ]);
});

test("an alert of targets, of no broker, or that no unit test expects counts once", () => {
  expect(titles({}, { broker: "redis", job: "a" }, { job: "b" })).toEqual(["A"]);
  expect(titles({}, { integration: "webhook" })).toEqual(["A"]);
  expect(titles({})).toEqual(["A"]);
});

test("its severity is its rule's", () => {
  expect(toBeDrilled([{ alert: "A", labels: { severity: "critical" } }], new Map())).toEqual([
    { alert: "A", broker: undefined, severity: "critical" },
  ]);
});
