import { Undetermined } from "../../kernel/undetermined.ts";
import type { RangeSeries } from "../../watchers/prometheus-answers.ts";

/** What Prometheus answers to a query that it does not take. */
const REFUSED = /answered 4\d\d\b/;

/** Why an answer about a time shows nothing, if it does not: one finite value at any point of time is enough. */
export function whyNothing(series: readonly Pick<RangeSeries, "values">[]): string | undefined {
  if (series.some(({ values }) => values.some(([, value]) => Number.isFinite(value)))) return undefined;
  return series.length === 0 ? "no series" : "no finite value";
}

/** Whether Prometheus refuses the query: that says something of the query. Anything else says nothing of it. */
export function isRefusal(message: string): boolean {
  return REFUSED.test(message);
}

/**
 * What is missing can be said to be missing only where every target was scraped meanwhile.
 * @param failed targets that could not be, by job and instance
 * @throws Undetermined when some could not, and something is missing
 */
export function mustHaveBeenScraped(empty: ReadonlyMap<string, string>, failed: ReadonlySet<string>): void {
  if (empty.size === 0 || failed.size === 0) return;
  throw new Undetermined(
    `Prometheus could not scrape ${[...failed].join(", ")} under the load, as on a busy host, so that nothing can be said of ${empty.size} expressions: ${[...empty.keys()].join("; ")}`,
  );
}
