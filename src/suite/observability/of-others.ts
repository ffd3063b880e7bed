import type { Broker } from "../../brokers/broker.ts";
import type { Dashboard } from "../../watchers/dashboard-file.ts";
import { type Selector, selectorsOf } from "../../watchers/promql.ts";
import { jobsOf } from "../record/started-brokers.ts";

/** Whether a series is of one of these brokers alone: by whose figures it is, or by the broker or the job that it has to be of. */
export function isOf(brokers: readonly Broker[], { metric, text }: Selector): boolean {
  return brokers.some((broker) => {
    const [word = ""] = metric.split("_");
    const jobs = jobsOf(broker);
    const asked = [...text.matchAll(/\b(broker|job)\s*=\s*"([^"]*)"/g)];
    return (
      (broker.watched?.figures.prefixes ?? []).includes(word) ||
      asked.some(([, label, value = ""]) => (label === "job" ? jobs.includes(value) : value === broker.id))
    );
  });
}

/** The dashboard without queries that ask for series of these brokers alone, and without panels that have no other. */
export function withoutQueriesOf(brokers: readonly Broker[], dashboard: Dashboard): Dashboard {
  const panels = dashboard.panels.flatMap((panel) => {
    const queries = panel.queries.filter(({ expr }) => !asksForAlone(brokers, expr));
    return queries.length === 0 && panel.queries.length > 0 ? [] : [{ ...panel, queries }];
  });
  return { ...dashboard, panels };
}

/** One that is no PromQL is named elsewhere. */
function asksForAlone(brokers: readonly Broker[], expr: string): boolean {
  try {
    const selectors = selectorsOf(expr);
    return selectors.length > 0 && selectors.every((selector) => isOf(brokers, selector));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}
