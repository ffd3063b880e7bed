import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { alertNamed as alert, ruleNamed as rule, runningPrometheus } from "./prometheus-stand-in.ts";
import { describeTriggers, Triggers } from "./triggers.ts";

const running = (rules: object[], alerts: object[]) => runningPrometheus(rules, () => alerts);

const RULES = [rule("FramesLost", "rollback"), rule("MemoryCritical", "rollback"), rule("NoConsumer")];

test("triggers are the rules that are labelled so, and those that are on the alerts that are", async () => {
  const alerts = [alert("MemoryCritical", "pending"), alert("NoConsumer", "firing", "page")];
  const triggers = await Triggers.of(await running(RULES, alerts));

  expect(triggers.names).toEqual(["FramesLost", "MemoryCritical"]);
  expect(await triggers.on()).toEqual([{ alert: "MemoryCritical", state: "pending", of: "redis" }]);
});

test("frames that were lost before the rollback say nothing of the present", async () => {
  const triggers = await Triggers.of(await running(RULES, [alert("FramesLost"), alert("MemoryCritical")]));

  expect((await triggers.on()).map((each) => each.alert)).toEqual(["FramesLost", "MemoryCritical"]);
  expect((await triggers.stillOn()).map((each) => each.alert)).toEqual(["MemoryCritical"]);
});

test("a stack without a Prometheus, or one without such rules, is watched by nobody", async () => {
  await expect(Triggers.of([])).rejects.toThrow(Problem);
  await expect(Triggers.of(await running([rule("NoConsumer")], []))).rejects.toThrow(
    /saw no rule with the label triggers="rollback"/,
  );
});

test("triggers are told by alert, broker and state", () => {
  const on = { alert: "MemoryCritical", of: "redis", state: "pending" } as const;

  expect(describeTriggers([on, { ...on, alert: "ThroughputLow", state: "firing" }])).toBe(
    "MemoryCritical of redis is pending, ThroughputLow of redis is firing",
  );
});
