import { durationOf, isDuration, secondsOf } from "./prometheus-duration.ts";

/** As many values as a panel has room for, about. */
const POINTS = 1_000;
/** Grafana's own, where the data source names none. */
const SCRAPES_SECONDS = 15;

/** What the steps of a query go by. */
export interface Steps {
  /** The least step of the query, else of its panel, else of its data source. */
  least?: string | undefined;
  /** Of a panel that limits how many values it asks for. */
  points?: number | undefined;
  /** Seconds that the dashboard shows. */
  shownSeconds: number;
  /** A rate goes over so many seconds at least, as it does where a longer time is shown. */
  leastRateSeconds?: number;
}

/** A query with the times that Grafana puts in place of `$__interval` and `$__rate_interval`. */
export function withIntervals(expr: string, steps: Steps): string {
  const least = leastSeconds(steps.least) ?? SCRAPES_SECONDS;
  const interval = Math.max(least, Math.ceil(steps.shownSeconds / (steps.points ?? POINTS)));
  const rate = Math.max(interval + least, 4 * least, steps.leastRateSeconds ?? 0);
  return expr
    .replaceAll(/\$__interval\b|\$\{__interval\}/g, durationOf(interval))
    .replaceAll(/\$__rate_interval\b|\$\{__rate_interval\}/g, durationOf(rate));
}

/** A least step in seconds, with or without Grafana's mark for "at least"; `undefined` for another text. */
export function leastSeconds(text: string | null | undefined): number | undefined {
  const time = (text ?? "").replace(/^\s*>=?/, "").trim();
  return isDuration(time) ? secondsOf(time) : undefined;
}

/** Seconds between a time as Grafana writes it and now: "now-30m"; 0 where it can't be said. */
export function secondsBefore(from: string): number {
  const [, time = ""] = /^now-(\w+)$/.exec(from) ?? [];
  return isDuration(time) ? secondsOf(time) : 0;
}
