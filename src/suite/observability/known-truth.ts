import type { Happening, KnownFigure, Labels } from "../../brokers/known.ts";
import { QUANTITIES, type Quantity } from "../../watchers/quantities.ts";

/** Between which values one series of a quantity has to lie, in its base unit; labels by which it is found. */
export interface Known {
  of: Labels;
  least: number;
  most: number;
  /** Its series is there, whatever its value: one that is missing is not taken for 0. */
  isThere?: true;
}

/** What was done, and what was so, around the moment that is asked about. */
export interface Truth {
  happenings: readonly Happening[];
  /** Looked up at several times around the moment: it lies between the least and the most of them. */
  figures: readonly (readonly KnownFigure[])[];
}

/** The time that a query looks back over, in ms since 1970. */
export interface Window {
  fromMs: number;
  toMs: number;
}

/**
 * What a quantity has to be. Nothing is known of one that did not happen and has no figure.
 * @param windows of one query: by which of them a series goes is not known, so that it lies between what all of them say
 */
export function knownOf(name: string, truth: Truth, windows: readonly Window[]): Known[] {
  const all = windows.flatMap((window) => knownIn(name, truth, window));
  return [...Map.groupBy(all, ({ of }) => keyOf(of)).values()].map((same) => ({
    of: same[0]?.of ?? {},
    least: Math.min(...same.map(({ least }) => least)),
    most: Math.max(...same.map(({ most }) => most)),
    ...ifThere(same),
  }));
}

function knownIn(name: string, truth: Truth, window: Window): Known[] {
  const quantity = QUANTITIES.get(name);
  if (!quantity) return [];
  switch (quantity.from) {
    case "rate":
    case "increase":
      return happened(name, quantity, truth, window);
    case "figure":
      return ofFigures(name, quantity.by, truth);
    case "most":
      return joined(ofFigures(quantity.of, byOf(quantity.of), truth), quantity.by, Math.max);
    case "mean":
      return joined(ofFigures(quantity.of, byOf(quantity.of), truth), quantity.by, mean);
    case "quantile":
      return quantiles(quantity, truth);
    case "ratio": {
      const shareOf = (what: string) => countsOf(what, quantity.by, truth, window);
      const whole = shareOf(quantity.to);
      return [...shareOf(quantity.of)].map(([key, { of, count }]) => {
        // What comes out of an earlier time is no more than all of it.
        const share = Math.min(1, count / (whole.get(key)?.count ?? 0));
        return { of, least: share, most: share };
      });
    }
  }
}

function happened(name: string, { from, by }: Quantity, truth: Truth, window: Window): Known[] {
  const seconds = from === "rate" ? (window.toMs - window.fromMs) / 1e3 : 1;
  return [...countsOf(name, by, truth, window).values()].map(({ of, count, unsure }) => ({
    of,
    least: count / seconds,
    most: (count + unsure) / seconds,
  }));
}

interface Count {
  of: Labels;
  count: number;
  /** What may have happened beside it. */
  unsure: number;
}

/** How often something happened within a time, by the labels. What spreads over its edge counts as far as it lies in it. */
function countsOf(
  what: string,
  by: readonly string[],
  { happenings }: Truth,
  { fromMs, toMs }: Window,
): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const happening of happenings) {
    if (happening.what !== what) continue;
    const of = only(happening.of, by);
    const before = counts.get(keyOf(of)) ?? { of, count: 0, unsure: 0 };
    const lasted = happening.toMs - happening.fromMs;
    const within = Math.min(happening.toMs, toMs) - Math.max(happening.fromMs, fromMs);
    const share = lasted > 0 ? Math.min(1, Math.max(0, within) / lasted) : within >= 0 ? 1 : 0;
    const { count, unsure = 0 } = happening;
    counts.set(keyOf(of), {
      of,
      count: before.count + count * share,
      unsure: before.unsure + unsure * share,
    });
  }
  return counts;
}

function ofFigures(what: string, by: readonly string[], { figures }: Truth): Known[] {
  const found = new Map<string, KnownFigure[]>();
  for (const figure of figures.flat()) {
    if (figure.what !== what) continue;
    const of = only(figure.of, by);
    found.set(keyOf(of), [...(found.get(keyOf(of)) ?? []), { ...figure, of }]);
  }
  return [...found.values()].map((all) => {
    // Where it was not so at each time, it may not be there.
    const isAlways = all.length >= figures.length;
    return {
      of: all[0]?.of ?? {},
      least: Math.min(...all.map(({ least }) => least), ...(isAlways ? [] : [0])),
      most: Math.max(...all.map(({ most }) => most)),
      ...(isAlways ? ifThere(all) : {}),
    };
  });
}

function ifThere(all: readonly Pick<Known, "isThere">[]): Pick<Known, "isThere"> {
  return all.every(({ isThere }) => isThere) ? { isThere: true } : {};
}

/** Several series as one. */
function joined(
  all: readonly Known[],
  by: readonly string[],
  join: (...values: number[]) => number,
): Known[] {
  const groups = Map.groupBy(all, ({ of }) => keyOf(only(of, by)));
  return [...groups.values()].map((group) => ({
    of: only(group[0]?.of ?? {}, by),
    least: join(...group.map(({ least }) => least)),
    most: join(...group.map(({ most }) => most)),
    ...ifThere(group),
  }));
}

/** Between the bounds of the bucket in which the one at that place lies. */
function quantiles(quantity: Extract<Quantity, { from: "quantile" }>, { happenings }: Truth): Known[] {
  const buckets = happenings.filter(({ what }) => what === quantity.of);
  const ofEach = Map.groupBy(buckets, ({ of }) => keyOf(only(of, quantity.by)));
  return [...ofEach.values()].map((all) => {
    const bounds = all
      .map(({ of, count }) => ({ bound: Number(of.le?.replace("+Inf", "Infinity")), count }))
      .toSorted((a, b) => a.bound - b.bound);
    const place = quantity.share * (bounds.at(-1)?.count ?? 0);
    const index = bounds.findIndex(({ count }) => count >= place);
    return {
      of: only(all[0]?.of ?? {}, quantity.by),
      least: bounds[index - 1]?.bound ?? 0,
      most: bounds[index]?.bound ?? Number.NaN,
    };
  });
}

function byOf(name: string): readonly string[] {
  return QUANTITIES.get(name)?.by ?? [];
}

function mean(...values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function only(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? ""]));
}

function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted());
}
