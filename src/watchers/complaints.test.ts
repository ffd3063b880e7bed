import { expect, test } from "vitest";
import { complaintsAboutDashboard, complaintsAboutLimits, complaintsAboutRules } from "./complaints.ts";
import type { Panel } from "./dashboard-file.ts";
import type { AlertingRule } from "./rule-files.ts";

const RULE: AlertingRule = {
  location: "rules/frames.yml:7",
  alert: "FramesLost",
  expr: "frames_lost_total > 0",
  labels: { severity: "critical" },
  annotations: {
    summary: "lost",
    description: "more",
    runbook_url: "docs/runbook.md#frameslost",
  },
};
const RUNBOOK = "# Runbook\n\n## FramesLost\n";

const about = (changes: Partial<AlertingRule>, runbook = RUNBOOK) =>
  complaintsAboutRules({ alerts: [{ ...RULE, ...changes }], records: [] }, runbook);

test("a whole rule gives no cause to complain", () => {
  expect(about({})).toEqual([]);
});

test("each thing that a rule lacks is named with file, line and rule", () => {
  expect(about({ labels: {}, annotations: {} })).toEqual([
    "rules/frames.yml:7 FramesLost: severity none, expected critical or warning",
    "rules/frames.yml:7 FramesLost: no summary",
    "rules/frames.yml:7 FramesLost: no description",
    "rules/frames.yml:7 FramesLost: runbook_url missing, expected docs/runbook.md#frameslost",
  ]);
});

test("an alert without a section in the runbook, and a section without an alert", () => {
  expect(about({}, "## FramesLots\n")).toEqual([
    "rules/frames.yml:7 FramesLost: no section in docs/runbook.md",
    "docs/runbook.md FramesLots: no rule of that name",
  ]);
});

test("an expression that is no PromQL, of an alert and of a recording rule", () => {
  const records = [{ location: "rules/recording.yml:3", record: "a:b", expr: "sum(" }];

  expect(about({ expr: "a >" })).toEqual([expect.stringContaining("FramesLost: not PromQL at: a >")]);
  expect(complaintsAboutRules({ alerts: [], records }, "")).toEqual([
    expect.stringContaining("rules/recording.yml:3 a:b: not PromQL"),
  ]);
});

const PANEL: Panel = {
  row: "Latency",
  title: "Percentiles",
  type: "timeseries",
  unit: "s",
  description: "from due to received",
  queries: [{ location: "Latency / Percentiles, query A", expr: "a" }],
};

test("a panel lacks unit or description, or its query is no PromQL", () => {
  const panels = [PANEL, { ...PANEL, unit: "", description: "", queries: [{ location: "", expr: "a[" }] }];

  expect(complaintsAboutDashboard({ uid: "", title: "", panels })).toEqual([
    "dashboards/message-broker.json Latency / Percentiles: no unit",
    "dashboards/message-broker.json Latency / Percentiles: no description",
    expect.stringContaining("Latency / Percentiles: not PromQL"),
  ]);
});

test("a list of alerts needs no unit and no query, and any other panel a query that is shown", () => {
  const panels = [
    { ...PANEL, type: "alertlist", unit: "", queries: [] },
    { ...PANEL, type: "stat", queries: [] },
  ];

  expect(complaintsAboutDashboard({ uid: "", title: "", panels })).toEqual([
    "dashboards/message-broker.json Latency / Percentiles: no query that is shown",
  ]);
});

test("a limit of a group counts where there can be more, and none is no limit", () => {
  const rules = (limit: number) => ({
    alerts: [{ ...RULE, limit }],
    records: [{ location: "rules/a.yml:9", record: "b:c", expr: "up", limit }],
  });
  const most = (alert: string | undefined) => (alert ? 2 : 3);

  expect(complaintsAboutLimits(rules(0), most)).toEqual([]);
  expect(complaintsAboutLimits(rules(3), most)).toEqual([]);
  expect(complaintsAboutLimits(rules(2), most)).toEqual([
    "rules/a.yml:9 b:c: limit 2 of its group, and there can be 3: none is kept then",
  ]);
  expect(complaintsAboutLimits(rules(1), most)).toHaveLength(2);
});
