import type { RangeSeries } from "../../watchers/prometheus-answers.ts";
import type { Base, Described } from "../../watchers/quantities.ts";
import type { Known } from "./known-truth.ts";

/** What is compared with what it has to be: a query of a panel, or a recording rule. */
export interface Compared {
  /** Where it stands. */
  location: string;
  quantity: Described;
  /** How much of the quantity's base one of its unit is. */
  factor: number;
}

/** One value beside what it had to be, in the base unit. */
export interface Shown {
  location: string;
  text: string;
  base: Base;
  /** Which series: "redis", "rabbitmq:15692". */
  of: string;
  value: number;
  least: number;
  most: number;
  /** By how much it is off, in percent of the nearer end: 0 between them, 100 for twice or half. */
  offPercent: number;
}

export interface Comparison {
  shown: Shown[];
  /** What is not a matter of more or less: a series that is not there, or one too many. */
  otherwise: string[];
}

/** Compares an answer about one moment with what is known of it. */
export function compared(
  { location, quantity, factor }: Compared,
  answer: readonly RangeSeries[],
  known: readonly Known[],
): Comparison {
  const series = answer.flatMap(({ metric, values }) => {
    const value = values.at(-1)?.[1] ?? Number.NaN;
    return Number.isFinite(value) ? [{ metric, value: value * factor }] : [];
  });
  const { text, base, by, isWhole } = quantity;
  const comparison: Comparison = { shown: [], otherwise: [] };
  const wrong = (what: string) => comparison.otherwise.push(`${location}: ${what} (${text})`);
  if (known.length === 0) wrong("nothing is known of it");
  for (const { of, least, most, isThere } of known) {
    const theirs = series.filter(({ metric }) => by.every((label) => (metric[label] ?? "") === of[label]));
    const name = nameOf(of);
    const [only, another] = theirs;
    if (another) wrong(`${theirs.length} series${name}, expected one`);
    else if (only) {
      const offPercent = offBy(only.value, least, most);
      const shown = { location, text, base, of: name.trim(), value: only.value, least, most, offPercent };
      if (Number.isFinite(offPercent)) comparison.shown.push(shown);
      else wrong(`shows ${written(only.value, base)}${name}, was ${expected(shown)}`);
    } else if (least > 0 || isThere) wrong(`shows nothing${name}, was ${expected({ least, most, base })}`);
  }
  for (const { metric, value } of series) {
    const lacks = by.find((label) => !(label in metric) && known.every(({ of }) => of[label] !== ""));
    const isKnown = known.some(({ of }) => by.every((label) => (metric[label] ?? "") === of[label]));
    if (lacks !== undefined) wrong(`a series without ${lacks} shows ${written(value, base)}`);
    else if (isWhole && !isKnown)
      wrong(`shows ${written(value, base)} of ${Object.values(metric).join(" ")} besides`);
  }
  return comparison;
}

/** "shows 12 frames/s of redis, was 70". */
export function told(shown: Shown): string {
  const { location, text, base, of, value, offPercent } = shown;
  return `${location} shows ${written(value, base)}${of ? ` ${of}` : ""}, was ${expected(shown)} (${text}): ${Math.round(offPercent)} % off`;
}

function offBy(value: number, least: number, most: number): number {
  if (value >= least * (1 - 1e-9) && value <= most * (1 + 1e-9)) return 0;
  const nearest = value < least ? least : most;
  if (value <= 0 || nearest <= 0) return Number.POSITIVE_INFINITY;
  return (Math.max(value / nearest, nearest / value) - 1) * 100;
}

const UNIT: Readonly<Record<Base, string>> = {
  ...{ "per second": "/s", count: "", s: " s", bytes: " bytes", share: "", state: "" },
};

function expected({ least, most, base }: Pick<Shown, "least" | "most" | "base">): string {
  if (least === most) return written(least, base);
  return `${written(least, base)} to ${written(most, base)}`;
}

function written(value: number, base: Base): string {
  return `${Number(value.toPrecision(4))}${UNIT[base]}`;
}

function nameOf(of: Known["of"]): string {
  const labels = Object.values(of).filter((value) => value !== "");
  return labels.length > 0 ? ` of ${labels.join(" ")}` : "";
}
