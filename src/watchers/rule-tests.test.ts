import { expect, test } from "vitest";
import { type AlertingRule, readRules } from "./rule-files.ts";
import { complaintsAboutUnitTests, readRuleTests } from "./rule-tests.ts";

const RULE: AlertingRule = { location: "rules/a.yml:3", alert: "A", expr: "a", labels: {}, annotations: {} };

const about = (...tests: boolean[][]) =>
  complaintsAboutUnitTests(
    [RULE],
    tests.map((fires) => new Map([["A", fires]])),
  );

test("an alert that does not fire, fires and resolves is shown", () => {
  expect(about([false, true, false])).toEqual([]);
  expect(about([true], [false, false, true, true, false])).toEqual([]);
});

test.for([
  ["no test", []],
  ["never asked below", [[true, false]]],
  ["never fires", [[false, false, false]]],
  ["never resolves", [[false, true]]],
  [
    "spread over two tests",
    [
      [false, true],
      [true, false],
    ],
  ],
] as [string, boolean[][]][])("%s is a complaint with file and rule", ([, tests]) => {
  expect(about(...tests)).toEqual([expect.stringContaining("rules/a.yml:3 A: no unit test")]);
});

test("every delivered alert has its three", () => {
  expect(complaintsAboutUnitTests(readRules().alerts, readRuleTests())).toEqual([]);
});
