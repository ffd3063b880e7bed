import { BROKERS } from "../../brokers/all.ts";
import type { Panel } from "../../watchers/dashboard-file.ts";
import { QUANTITIES, type Quantity } from "../../watchers/quantities.ts";

/** Grafana writes all labels where nobody says which. */
const ALL_LABELS = ["", "__auto"];

/** What is there still, and what is gone already: a name with the one is none of the other. */
const LEFT = /\b(left|free|available|remaining)\b/;
const USED = /\b(used?|uses|in use|taken)\b/;

/** Whether a name is that of another quantity, or of its opposite. A name that nobody knows is as good as any. */
export function calledOtherwise(name: string, quantity: Quantity): boolean {
  const words = wordsOf(name);
  if (words === "" || quantity.called?.includes(words)) return false;
  const meant = [quantity.text, ...(quantity.called ?? [])].join(" ");
  if (isOpposite(words, meant) || isOpposite(meant, words)) return true;
  return [...QUANTITIES.values()].some(({ called }) => called?.includes(words));
}

function isOpposite(one: string, other: string): boolean {
  return LEFT.test(one) && !USED.test(one) && USED.test(other) && !LEFT.test(other);
}

/**
 * Why the series of a query can't be told apart by their names, or are those of a broker that they need not be of.
 * @param name of the quantity: one of a broker alone starts with the broker's id
 */
export function wrongLegend(
  name: string,
  { by }: Quantity,
  legend: string,
  { type, isNameless = false }: Pick<Panel, "type" | "isNameless">,
): string[] {
  const ids = BROKERS.map(({ id }) => id);
  const own = ids.find((id) => name.startsWith(`${id}-`));
  const apart = by.filter((label) => !(label === "broker" && own));
  // Buckets are told apart by their bounds.
  if (type === "heatmap") return [];
  const shown = ALL_LABELS.includes(legend) ? apart : labelsIn(legend);
  const missing = apart.filter((label) => isNameless || !shown.includes(label));
  const words = wordsOf(legend);
  const named = ids.filter((id) => new RegExp(`\\b${id}\\b`).test(words));
  return [
    ...(missing.length > 0
      ? [`its series are told apart by ${missing.join(" and ")}, which ${legendWords(legend, isNameless)}`]
      : []),
    ...(named.some((id) => id !== own) && named.length < ids.length
      ? [`is called "${legend}", and is not of ${named.join(" and ")} alone`]
      : []),
  ];
}

function legendWords(legend: string, isNameless: boolean): string {
  return isNameless ? "is not shown" : `its legend "${legend}" leaves out`;
}

function labelsIn(legend: string): string[] {
  return [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = ""]) => label);
}

function wordsOf(name: string): string {
  return name
    .replaceAll(/\{\{.*?\}\}/g, "")
    .trim()
    .toLowerCase();
}
