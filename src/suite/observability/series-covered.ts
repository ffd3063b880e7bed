import { BROKERS } from "../../brokers/all.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { NamedSeries } from "../../watchers/named-series.ts";

/** What Prometheus knows of the running stack, against what rules and dashboard ask it. */
export interface Coverage {
  /** Series that do not exist, each with who asks for it. */
  missing: string[];
  named: number;
  /** For each family: its name, different metrics, series, series that exist. */
  rows: Scalar[][];
}

/** @param empty series without a value, by their text, each with the reason */
export function seriesCovered(named: readonly NamedSeries[], empty: ReadonlyMap<string, string>): Coverage {
  const families = Map.groupBy(named, ({ metric }) => familyOf(metric));
  return {
    missing: named
      .filter(({ text }) => empty.has(text))
      .map(({ text, usedBy }) => `${text} (${empty.get(text)}), used by ${usedBy.join(" and ")}`),
    named: named.length,
    rows: [...families].map(([family, series]) => [
      family,
      new Set(series.map(({ metric }) => metric)).size,
      series.length,
      series.filter(({ text }) => !empty.has(text)).length,
    ]),
  };
}

const TELLERS = new Map([
  ...BROKERS.flatMap(({ watched }) =>
    (watched?.figures.prefixes ?? []).map((prefix) => [prefix, watched?.figures.of ?? ""] as const),
  ),
  ["alertmanager", "Alertmanager"],
]);

/** Whose figures a metric is. */
function familyOf(metric: string): string {
  if (metric.includes(":")) return "recorded by our own rules";
  if (/^frames?_/.test(metric)) return "producers and consumers";
  return TELLERS.get(/^[a-z]+/.exec(metric)?.[0] ?? "") ?? "Prometheus";
}
