import { expect, test } from "vitest";
import { findingsOf } from "./alert-rules.ts";

const RULE = {
  ...{ alert: "MemoryFull", expr: "up == 0", location: "rules/memory.yml:3", for: "1m" },
  ...{ labels: {}, annotations: {} },
};
const RECORD = { record: "broker:up", expr: "up", location: "rules/memory.yml:9" };
const GOOD = { command: "promtool check config", isGood: true, output: "SUCCESS\n" };

test("rules that promtool and a person on call take have nothing against them", () => {
  const findings = findingsOf([GOOD], { rules: { alerts: [], records: [RECORD] }, runbook: "", tests: [] });

  expect(findings).toEqual({
    ...{ rejected: [], alerts: 0, records: 1 },
    outputs: { "promtool-check-config.txt": "SUCCESS\n" },
  });
});

test("what promtool refuses stands beside what a rule lacks, and alerts without their unit tests", () => {
  const refused = { command: "promtool test rules", isGood: false, output: "\n  FAILED: got nothing\n" };

  const { rejected } = findingsOf([GOOD, refused], {
    ...{ rules: { alerts: [RULE], records: [] }, runbook: "", tests: [] },
  });

  expect(rejected[0]).toBe("promtool test rules: FAILED: got nothing");
  expect(rejected.filter((each) => each.includes("rules/memory.yml:3")).length).toBeGreaterThan(0);
  expect(rejected.at(-1)).toContain("MemoryFull");
});
