import { readRules } from "../../src/watchers/rule-files.ts";

/** What Grafana replaces by the shortest time that a rate can go over, and by longer ones the longer the time that is shown. */
export const INTERVAL = "$__rate_interval";

/**
 * What a recording rule records, with its minute as long as suits the time that is shown: on a graph a full stop is then one, and
 * not the slope of a minute.
 */
export function atInterval(record: string): string {
  const rule = readRules().records.find((each) => each.record === record);
  if (!rule) throw new Error(`no rule records ${record}`);
  const line = rule.expr
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?<=[({]) | (?=[)}])/g, "");
  return line.replaceAll("[1m]", `[${INTERVAL}]`);
}
