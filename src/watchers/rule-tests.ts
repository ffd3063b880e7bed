import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";
import type { AlertingRule } from "./rule-files.ts";

const TESTS = join(import.meta.dirname, "../../config/prometheus/tests");

const testFile = z.looseObject({
  tests: z.array(
    z.looseObject({
      alert_rule_test: z
        .array(z.looseObject({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) }))
        .default([]),
    }),
  ),
});

/** One unit test of promtool's: for each alert that it asks about, whether it expects it to fire, in the order of time. */
export type RuleTest = Map<string, boolean[]>;

/** @throws Problem that names file and line of what a file has wrong */
export function readRuleTests(folder = TESTS): RuleTest[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return files.sort().flatMap((name) => {
    const file = new YamlFile(join(folder, name), {
      name: `config/prometheus/tests/${name}`,
      remedy: "fix the lines named; promtool test rules says more",
    });
    return file.parse(testFile).tests.map(({ alert_rule_test }) => expectationsOf(alert_rule_test));
  });
}

/** Alerts of which no unit test shows all three: not firing just below, firing, and not firing once healed. */
export function complaintsAboutUnitTests(
  alerts: readonly AlertingRule[],
  tests: readonly RuleTest[],
): string[] {
  const isShown = (fires: readonly boolean[]) => {
    const first = fires.indexOf(true);
    return first > 0 && fires.includes(false, first);
  };
  return alerts
    .filter(({ alert }) => !tests.some((test) => isShown(test.get(alert) ?? [])))
    .map(
      ({ location, alert }) =>
        `${location} ${alert}: no unit test in which it does not fire, fires, and does not fire again`,
    );
}

function expectationsOf(asked: readonly { alertname: string; exp_alerts: readonly unknown[] }[]): RuleTest {
  const byAlert = Map.groupBy(asked, ({ alertname }) => alertname);
  return new Map(
    [...byAlert].map(([alert, each]) => [alert, each.map(({ exp_alerts }) => exp_alerts.length > 0)]),
  );
}
