import { expect, test } from "vitest";
import { variableOf, withVariables } from "./dashboard-variables.ts";

const WRITTEN = { name: "broker", query: "redis, Rabbit : rabbitmq", includeAll: true };
const EXPR = `x{broker=~"$broker"} or y{node=~"\${broker:regex}"}`;

test("a variable has its options, and the labels that queries compare with it", () => {
  expect(variableOf({ ...WRITTEN, current: { value: ["$__all"] } }, [EXPR])).toEqual({
    ...{ name: "broker", options: ["redis", "rabbitmq"], labels: ["broker", "node"] },
    ...{ all: "(redis|rabbitmq)", opensWith: "(redis|rabbitmq)" },
  });
});

test.for([
  [{ allValue: ".*", current: { value: "$__all" } }, ".*"],
  [{ allValue: "kafka", current: { value: ["$__all"] } }, "kafka"],
  [{ allValue: ".*" }, ".*"],
  [{ includeAll: false }, "redis"],
  [{ current: { value: ["redis"] } }, "redis"],
  [{ current: { value: ["redis", "rabbitmq"] } }, "(redis|rabbitmq)"],
] as const)("%j opens with %s", ([written, opensWith]) => {
  const current = "current" in written ? { value: [written.current.value].flat() } : undefined;
  const variable = variableOf({ ...WRITTEN, ...written, current }, []);

  expect(variable.opensWith).toBe(opensWith);
  expect(withVariables(EXPR, [variable])).toBe(`x{broker=~"${opensWith}"} or y{node=~"${opensWith}"}`);
});

test("what is no variable of the dashboard stays as it is", () => {
  expect(withVariables('x{a="$brokers"}', [variableOf(WRITTEN, [])])).toBe('x{a="$brokers"}');
});
