import { isScalar, type Pair, parseDocument, type Scalar, visit } from "yaml";
import { durationOf, isDuration, secondsOf } from "./prometheus-duration.ts";

/**
 * How much shorter operation's times are made, so that a test sees in seconds what operation sees in minutes. Each time is
 * divided and nothing else: what is delivered too long stays too long.
 */
export interface Hurry {
  /** Ranges of queries are divided by this. */
  ranges: number;
  /** For how long an alert has to hold is divided by this. */
  holds: number;
}

/** Prometheus' intervals of 5 s become 1 s. */
const INTERVALS_BY = 5;
/** Alertmanager's of a minute become 1 s. */
const GROUPING_BY = 60;
/** A series of which nothing is told counts for so long; 5 min become 6 s. */
const LOOKBACK = "--query.lookback-delta";
const LOOKBACK_BY_DEFAULT = "5m";
const LOOKBACK_BY = 50;
const SHORTEST_LOOKBACK = 6;
const SHORTEST_SECONDS = 1;
/** A rate needs two samples, of which the second may be late. */
const SHORTEST_RANGE = 5;

/** Of the text of a rule file: ranges, intervals and how long alerts hold shortened, all else as it is. */
export function hurriedRules(text: string, { ranges, holds }: Hurry): string {
  return rewritten(text, (key, value) => {
    if (key === "expr") return withRanges(value, ranges);
    if (key === "for" || key === "keep_firing_for") return shortened(value, holds);
    return key === "interval" || key === "query_offset" ? shortened(value, INTERVALS_BY) : value;
  });
}

/** Of the text of prometheus.yml: looks five times as often, at most once a second. */
export function hurriedPrometheus(text: string): string {
  const keys = [
    "scrape_interval",
    "scrape_timeout",
    "evaluation_interval",
    "refresh_interval",
    "rule_query_offset",
  ];
  return rewritten(text, (key, value) => (keys.includes(key) ? shortened(value, INTERVALS_BY) : value));
}

/** Of the command of Prometheus: what is no longer told is forgotten fifty times as soon. It takes no flag twice. */
export function hurriedCommand(command: readonly string[]): string[] {
  const at = command.findIndex((each) => each.split("=")[0] === LOOKBACK);
  const [, ownValue] = command[at]?.split("=") ?? [];
  const written = ownValue ?? (at < 0 ? LOOKBACK_BY_DEFAULT : (command[at + 1] ?? ""));
  const others = command.toSpliced(at < 0 ? command.length : at, ownValue === undefined ? 2 : 1);
  return [...others, `${LOOKBACK}=${shortened(written, LOOKBACK_BY, SHORTEST_LOOKBACK)}`];
}

/** Of the text of alertmanager.yml: tells sixty times as soon, at most once a second. */
export function hurriedAlertmanager(text: string): string {
  const keys = ["group_wait", "group_interval"];
  return rewritten(text, (key, value) => (keys.includes(key) ? shortened(value, GROUPING_BY) : value));
}

function withRanges(expr: string, by: number): string {
  return expr.replaceAll(/\[(\w+)(:\w*)?\]/g, (whole, range: string, step = "") =>
    isDuration(range) ? `[${shortened(range, by, SHORTEST_RANGE)}${step}]` : whole,
  );
}

function shortened(time: string, by: number, shortest = SHORTEST_SECONDS): string {
  const seconds = secondsOf(time);
  return seconds === 0 ? "0s" : durationOf(Math.max(shortest, Math.round(seconds / by)));
}

/** The same YAML, in which texts are replaced by their key; labels and annotations are nobody's setting. */
function rewritten(text: string, change: (key: string, value: string) => string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair(_, pair: Pair<unknown, unknown>) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (key === "labels" || key === "annotations") return visit.SKIP;
      if (!isScalar(pair.value) || typeof pair.value.value !== "string") return undefined;
      const scalar = pair.value as Scalar<string>;
      scalar.value = change(key, scalar.value);
      return undefined;
    },
  });
  return document.toString({ lineWidth: 0 });
}
