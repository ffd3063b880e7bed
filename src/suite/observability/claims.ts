import type { Dashboard, Panel, PanelQuery } from "../../watchers/dashboard-file.ts";
import { DATA_SOURCE } from "../../watchers/grafana.ts";
import { grafanaUnit } from "../../watchers/grafana-units.ts";
import { QUANTITIES, type Quantity, RECORDED } from "../../watchers/quantities.ts";
import type { Compared } from "./compared.ts";

/** A query, or the name of what a rule records, that is asked and compared. */
export interface Claim extends Compared {
  /** Of its quantity. */
  name: string;
  expr: string;
}

/** What panels and recording rules claim to show. */
export interface Claims {
  compared: Claim[];
  /** What is compared with nothing, each with the reason that it gives. */
  notCompared: string[];
  /** What can't be true whatever is measured: no word of what it shows, a unit of something else, a name of something else. */
  wrong: string[];
}

/** A recording rule as Prometheus has it. */
export interface RecordingRule {
  name: string;
  query: string;
}

/** What each query of a dashboard, and each recording rule, says of itself. */
export function claimsOf({ panels }: Dashboard, records: readonly RecordingRule[]): Claims {
  const claims: Claims = { compared: [], notCompared: [], wrong: [] };
  for (const panel of panels) {
    for (const query of panel.queries) claimOf(panel, query, claims);
    claims.wrong.push(...wrongWith(panel));
  }
  for (const name of new Set(records.map((rule) => rule.name))) {
    const location = `recording rule ${name}`;
    const known = RECORDED[name];
    const quantity = known && QUANTITIES.get(known);
    if (quantity) claims.compared.push({ location, name: known, quantity, factor: 1, expr: name });
    else claims.wrong.push(`${location}: it is not said what it records`);
  }
  return claims;
}

function claimOf({ words }: Panel, query: PanelQuery, { compared, notCompared, wrong }: Claims): void {
  const { location, expr, shows, unit = "", legend = "" } = query;
  if (query.notCompared) {
    notCompared.push(`${location}: ${query.notCompared}`);
    return;
  }
  const quantity = QUANTITIES.get(shows ?? "");
  if (!shows || !quantity) {
    wrong.push(`${location}: it is not said what it shows`);
    return;
  }
  const counted = grafanaUnit(unit);
  if (!counted) wrong.push(`${location}: what the unit ${unit} counts is not known (${quantity.text})`);
  else if (counted.base !== "any" && counted.base !== quantity.base)
    wrong.push(
      `${location}: the unit ${unit} counts ${counted.base}, expected ${quantity.base} (${quantity.text})`,
    );
  else compared.push({ location, name: shows, quantity, factor: counted.factor, expr });
  const { source = DATA_SOURCE.uid } = query;
  if (source !== DATA_SOURCE.uid)
    wrong.push(`${location}: asks the data source ${source}, expected ${DATA_SOURCE.uid} (${quantity.text})`);
  const other = calledOtherwise(legend, quantity);
  if (other) wrong.push(`${location}: is called "${legend}" and shows ${quantity.text}`);
  wrong.push(...wrongWords(quantity, words ?? {}).map((what) => `${location}: ${what} (${quantity.text})`));
}

/** What is wrong with a panel as a whole. */
function wrongWith({ row, title, type, queries, axisUnit, changes = [] }: Panel): string[] {
  const quantities = new Set(queries.flatMap(({ shows }) => QUANTITIES.get(shows ?? "") ?? []));
  const [quantity] = quantities;
  const axis = grafanaUnit(axisUnit ?? "s");
  const wrong = [
    ...changes.map((change) => `${change} changes what its queries answer, and is not followed here`),
    ...(quantity && quantities.size === 1 && calledOtherwise(title, quantity)
      ? [`is called "${title}" and shows ${quantity.text}`]
      : []),
    ...(type === "heatmap" && (axis?.base !== "s" || axis.factor !== 1)
      ? [`the axis is in ${axisUnit}, and its buckets are in s`]
      : []),
  ];
  return wrong.map((what) => `${row} / ${title}: ${what}`);
}

/** Whether a name is that of another quantity. A name that nobody knows is as good as any. */
function calledOtherwise(name: string, quantity: Quantity): boolean {
  const words = name
    .replaceAll(/\{\{.*?\}\}/g, "")
    .trim()
    .toLowerCase();
  if (words === "" || quantity.called?.includes(words)) return false;
  return [...QUANTITIES.values()].some(({ called }) => called?.includes(words));
}

const BAD = /\b(down|fail(ed|s)?|cut off|no quorum|blocks?|lost|error)\b/i;
const GOOD = /^(up|ok|follows|leads|quorum|healthy|good)$/i;

/** A state whose healthy value is called or drawn as a failure, or the other way round. */
function wrongWords({ good }: Quantity, words: NonNullable<Panel["words"]>): string[] {
  if (good === undefined) return [];
  const healthy = words[String(good)];
  const broken = words[String(1 - good)];
  return [
    ...(healthy && (/red/.test(healthy.color) || BAD.test(healthy.text))
      ? [`${good} is healthy, and shown as "${healthy.text}" in ${healthy.color}`]
      : []),
    ...(broken && (/green/.test(broken.color) || GOOD.test(broken.text))
      ? [`${1 - good} is a failure, and shown as "${broken.text}" in ${broken.color}`]
      : []),
  ];
}
