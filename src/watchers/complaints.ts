import { messageOf } from "../kernel/problem.ts";
import type { Dashboard } from "./dashboard-file.ts";
import { selectorsOf } from "./promql.ts";
import type { AlertingRule, Rules } from "./rule-files.ts";

const SEVERITIES = ["critical", "warning"];
/** Panels that show no values have no unit and no query. */
const WITHOUT_VALUES = ["alertlist", "text"];

/**
 * What a rule lacks that a person on call needs: each complaint names file, line and rule.
 * @param runbook the text of docs/runbook.md, which has a section for each alert
 */
export function complaintsAboutRules({ alerts, records }: Rules, runbook: string): string[] {
  const sections = new Set([...runbook.matchAll(/^## (\w+)$/gm)].map(([, name]) => name));
  const known = new Set(alerts.map(({ alert }) => alert));
  return [
    ...alerts.flatMap((rule) =>
      [...syntax(rule.expr), ...lacking(rule, sections)].map(
        (what) => `${rule.location} ${rule.alert}: ${what}`,
      ),
    ),
    ...records.flatMap(({ location, record, expr }) =>
      syntax(expr).map((what) => `${location} ${record}: ${what}`),
    ),
    ...[...sections]
      .filter((name) => name !== undefined && !known.has(name))
      .map((name) => `docs/runbook.md ${name}: no rule of that name`),
  ];
}

/**
 * Rules that make more alerts or series at once than their group allows: Prometheus then keeps none of them.
 * @param most how many there can be, of an alert by its name, or of what is recorded
 */
export function complaintsAboutLimits(
  { alerts, records }: Rules,
  most: (alert: string | undefined) => number,
): string[] {
  const named = [
    ...alerts.map((rule) => ({ ...rule, name: rule.alert, most: most(rule.alert) })),
    ...records.map((rule) => ({ ...rule, name: rule.record, most: most(undefined) })),
  ];
  return named.flatMap(({ location, name, limit = 0, most: atOnce }) =>
    limit > 0 && limit < atOnce
      ? [`${location} ${name}: limit ${limit} of its group, and there can be ${atOnce}: none is kept then`]
      : [],
  );
}

/** What a panel lacks, and queries that are no PromQL: each complaint names row and panel. */
export function complaintsAboutDashboard({ panels }: Dashboard): string[] {
  return panels.flatMap(({ row, title, type, unit, description, queries }) => {
    const complaints = [
      ...(unit === "" && !WITHOUT_VALUES.includes(type) ? ["no unit"] : []),
      ...(description === "" ? ["no description"] : []),
      ...(queries.length === 0 && !WITHOUT_VALUES.includes(type) ? ["no query that is shown"] : []),
      ...queries.flatMap(({ expr }) => syntax(expr)),
    ];
    return complaints.map((what) => `dashboards/message-broker.json ${row} / ${title}: ${what}`);
  });
}

function lacking(
  { alert, labels, annotations }: AlertingRule,
  sections: ReadonlySet<string | undefined>,
): string[] {
  const { severity = "none" } = labels;
  const { summary, description, runbook_url } = annotations;
  const link = `docs/runbook.md#${alert.toLowerCase()}`;
  return [
    ...(SEVERITIES.includes(severity) ? [] : [`severity ${severity}, expected ${SEVERITIES.join(" or ")}`]),
    ...(summary ? [] : ["no summary"]),
    ...(description ? [] : ["no description"]),
    ...(runbook_url === link ? [] : [`runbook_url ${runbook_url ?? "missing"}, expected ${link}`]),
    ...(sections.has(alert) ? [] : ["no section in docs/runbook.md"]),
  ];
}

function syntax(expr: string): string[] {
  try {
    selectorsOf(expr);
    return [];
  } catch (thrown) {
    return [messageOf(thrown)];
  }
}
