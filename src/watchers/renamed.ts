import type { Selector } from "./promql.ts";

/** Metrics that RabbitMQ calls otherwise from 4.2 on: a rule or panel that names one names the other too, joined by `or`. */
export const RENAMED: Readonly<Record<string, string>> = {
  rabbitmq_detailed_raft_term_total: "rabbitmq_detailed_raft_term",
  rabbitmq_detailed_raft_entry_commit_latency_seconds: "rabbitmq_detailed_raft_commit_latency_seconds",
  rabbitmq_detailed_raft_log_last_written_index: "rabbitmq_detailed_raft_last_written_index",
  rabbitmq_detailed_raft_log_commit_index: "rabbitmq_detailed_raft_commit_index",
};

/**
 * Selectors of one expression. Two that select a metric by its former and by its present name count as one, which exists when
 * either does. A selector without a counterpart in the expression stays as it is.
 */
export function asOne(selectors: readonly Selector[]): Selector[] {
  const counterpartOf = new Map<Selector, Selector>();
  for (const former of selectors) {
    const present = RENAMED[former.metric];
    if (!present) continue;
    const text = former.text.replace(former.metric, present);
    const counterpart = selectors.find((each) => each.text === text);
    if (counterpart) counterpartOf.set(former, counterpart);
  }
  const joined = new Set(counterpartOf.values());
  return selectors
    .filter((selector) => !joined.has(selector))
    .map((selector) => {
      const counterpart = counterpartOf.get(selector);
      return counterpart ? { ...selector, text: `${selector.text} or ${counterpart.text}` } : selector;
    });
}
