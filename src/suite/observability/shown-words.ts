import type { Panel } from "../../watchers/dashboard-file.ts";
import type { Thresholds } from "../../watchers/dashboard-model.ts";
import type { Quantity } from "../../watchers/quantities.ts";

const BAD = /\b(down|fail(ed|s)?|cut off|no quorum|blocks?|lost|error)\b/i;
const GOOD = /^(up|ok|follows|leads|quorum|healthy|good)$/i;
/** Panels that draw a state as a line, in which each value has its place. */
const LINES = "timeseries";
/** Panels that colour a value without a word by their limits. */
const BY_LIMITS = ["stat", "gauge", "bargauge"];

/** A state whose healthy value is called or drawn as a failure, or the other way round, or as another state is. */
export function wrongWords(quantity: Quantity, panel: Panel): string[] {
  const { good, named } = quantity;
  return [
    ...(good === undefined ? [] : wrongOf(good, panel)),
    ...Object.entries(named ?? {}).flatMap(([value, name]) =>
      wrongNamed(value, name, Object.values(named ?? {}), panel),
    ),
  ];
}

function wrongOf(good: 0 | 1, panel: Panel): string[] {
  const healthy = shownAs(good, panel);
  const broken = shownAs(1 - good, panel);
  return [
    ...(/red/.test(healthy.color) || BAD.test(healthy.text)
      ? [`${good} is healthy, and shown as "${healthy.text}" in ${healthy.color || "no colour"}`]
      : []),
    ...(/green/.test(broken.color) || GOOD.test(broken.text)
      ? [`${1 - good} is a failure, and shown as "${broken.text}" in ${broken.color || "no colour"}`]
      : []),
    ...(broken.isUnsaid ? [`${1 - good} is a failure, and has no word and no colour of its own`] : []),
  ];
}

function wrongNamed(value: string, name: string, all: readonly string[], { words = {} }: Panel): string[] {
  const shown = words[value];
  if (!shown) return [];
  const others = all.filter((other) => other !== name);
  const isOther = others.some((other) => shown.text.toLowerCase().includes(other));
  return isOther || /green/.test(shown.color) || GOOD.test(shown.text)
    ? [`${value} is ${name}, and shown as "${shown.text}" in ${shown.color || "no colour"}`]
    : [];
}

interface Shown {
  color: string;
  text: string;
  /** Nothing says which value it is that matters. */
  isUnsaid?: true;
}

/** What a value is called and drawn in, as far as the panel says. */
function shownAs(value: number, { type, words = {}, thresholds, drawsLimits }: Panel): Shown {
  const word = words[String(value)];
  const text = word?.text || String(value);
  if (word?.color || type === LINES) return { text, color: word?.color ?? "" };
  if (BY_LIMITS.includes(type) && drawsLimits) return { text, color: colorAt(value, thresholds) };
  return word ? { text, color: "" } : { text, color: "", isUnsaid: true };
}

/** The first step is that of everything below the others. Without steps, Grafana's own are green up to 80. */
function colorAt(value: number, thresholds: Thresholds | undefined): string {
  const [lowest, ...steps] = thresholds?.steps ?? [];
  return steps.findLast((step) => value >= (step.value ?? 0))?.color ?? lowest?.color ?? "green";
}
