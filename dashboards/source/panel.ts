import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { Panel as GrafanaPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { QuantityName } from "../../src/watchers/quantities.ts";

/** What has to be so before a query returns anything; a query without it does so on any stack under load. */
export type Need = "profile ha" | "an error reply of Redis" | "an alert that is pending or firing";

/** One expression of a panel. It runs in Prometheus as it stands, once `$broker` is replaced. */
export type Query = Truth & {
  expr: string;
  /** Name of each series, with its labels in double braces. */
  legend: string;
  needs?: Need;
};

/** What a query shows, which it is compared with; or why it is compared with nothing. */
type Truth = { shows: QuantityName } | { notCompared: string };

/** A panel with what Grafana's own model has no place for. */
export interface Panel {
  title: string;
  queries: readonly Query[];
  builder: Builder<GrafanaPanel>;
}

/** A heading of the dashboard, and what stands below it. */
export interface Row {
  title: string;
  /** It says the same of each broker, and stands there once for each that the viewer has chosen, with its name. */
  ofEachBroker?: true;
  panels: readonly Panel[];
}

/** What a tile shows of a broker that is down: no quantity is below zero. */
export const DOWN = -1;

/** What it shows of one of which nothing is known, since its exporter does not answer or is gone. */
export const UNKNOWN = -2;

/** What a tile shows of a fault that has a word of its own. */
export const FAULT = -3;

/**
 * One value for each chosen broker, whatever happens to it: {@link UNKNOWN} where its exporter does not answer, {@link DOWN} where
 * no node does, and no number where `expr` has none. One that has been there within ten minutes has not gone unseen.
 */
export function ofEachBroker(expr: string): string {
  const up = `max by (broker) (broker:up)`;
  const isTold = `max by (broker) (up{job=~"redis|nats", broker=~"$broker"})`;
  const wasThere = `max by (broker) (last_over_time(broker:up[10m]))`;
  return `(${isTold} == 0) - ${-UNKNOWN} or (${up} == 0) - ${-DOWN} or (${expr}) or ${up} * NaN or ${wasThere} * 0 - ${-UNKNOWN}`;
}

/** What follows an expression about Redis in which the replicas, who repeat what their primary does, are not to count. */
export const OF_PRIMARY = 'and on (instance) redis_instance_info{role="master"}';
