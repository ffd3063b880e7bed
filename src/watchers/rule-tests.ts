import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";
import type { Labels } from "./alert-matcher.ts";
import type { AlertingRule } from "./rule-files.ts";

const TESTS = join(import.meta.dirname, "../../config/prometheus/tests");

const expectedAlert = z.looseObject({ exp_labels: z.record(z.string(), z.coerce.string()).default({}) });

const testFile = z.looseObject({
  tests: z.array(
    z.looseObject({
      alert_rule_test: z
        .array(z.looseObject({ alertname: z.string(), exp_alerts: z.array(expectedAlert).nullish() }))
        .default([]),
    }),
  ),
});

/** One unit test of promtool's: for each alert that it asks about, whether it expects it to fire, in the order of time. */
export type RuleTest = Map<string, boolean[]>;

type Asked = z.output<typeof testFile>["tests"][number]["alert_rule_test"];

/** @throws Problem that names file and line of what a file has wrong */
export function readRuleTests(folder = TESTS): RuleTest[] {
  return askedIn(folder).map(expectationsOf);
}

/** The sets of labels that unit tests expect of each alert. @throws Problem as above */
export function readExpectedLabels(folder = TESTS): Map<string, Labels[]> {
  const byAlert = Map.groupBy(askedIn(folder).flat(), ({ alertname }) => alertname);
  return new Map(
    [...byAlert].map(([alert, asked]) => [
      alert,
      asked.flatMap(({ exp_alerts }) => (exp_alerts ?? []).map(({ exp_labels }) => exp_labels)),
    ]),
  );
}

function askedIn(folder: string): Asked[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return files.sort().flatMap((name) => {
    const file = new YamlFile(join(folder, name), {
      name: `config/prometheus/tests/${name}`,
      remedy: "fix the lines named; promtool test rules says more",
    });
    return file.parse(testFile).tests.map(({ alert_rule_test }) => alert_rule_test);
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

function expectationsOf(asked: Asked): RuleTest {
  const byAlert = Map.groupBy(asked, ({ alertname }) => alertname);
  return new Map(
    [...byAlert].map(([alert, each]) => [alert, each.map(({ exp_alerts }) => (exp_alerts ?? []).length > 0)]),
  );
}
