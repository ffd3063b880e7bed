import type { Dashboard, Panel, PanelQuery } from "../../watchers/dashboard-file.ts";
import { DATA_SOURCE } from "../../watchers/grafana.ts";
import { leastSeconds } from "../../watchers/grafana-interval.ts";
import { type DataSource, readDataSource } from "../../watchers/grafana-source.ts";
import { grafanaUnit } from "../../watchers/grafana-units.ts";
import { QUANTITIES } from "../../watchers/quantities.ts";
import { RECORDED } from "../../watchers/recorded.ts";
import { wrongAlertList } from "./alert-list-shown.ts";
import { wrongQuery } from "./asked-for.ts";
import type { Compared } from "./compared.ts";
import { calledOtherwise, wrongLegend } from "./legends.ts";
import { wrongWords } from "./shown-words.ts";
import { wrongColumn, wrongHeadings } from "./table-columns.ts";

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

/**
 * What each query of a dashboard, and each recording rule, says of itself.
 * @param source that lists of alerts have to ask
 */
export function claimsOf(
  { panels }: Dashboard,
  records: readonly RecordingRule[],
  source: DataSource = readDataSource(),
): Claims {
  const claims: Claims = { compared: [], notCompared: [], wrong: [] };
  const recorded = new Map(records.map(({ name, query }) => [name, query]));
  const leastSpan = 2 * (leastSeconds(source.scrapedEvery) ?? 0);
  for (const panel of panels) {
    for (const query of panel.queries) {
      claimOf(panel, query, claims);
      const { location, expr, shows = "" } = query;
      const wrong = wrongQuery(expr, QUANTITIES.get(shows), { recorded, leastSpan });
      claims.wrong.push(...wrong.map((what) => `${location}: ${what}`));
    }
    claims.wrong.push(...wrongWith(panel, source));
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

function claimOf(panel: Panel, query: PanelQuery, { compared, notCompared, wrong }: Claims): void {
  const { location, shows, unit = "", legend = "" } = query;
  const expr = query.overAMinute ?? query.expr;
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
  if (calledOtherwise(legend, quantity))
    wrong.push(`${location}: is called "${legend}" and shows ${quantity.text}`);
  const besides = [
    ...wrongLegend(shows, quantity, legend, panel),
    ...wrongColumn(query, quantity, panel),
    ...wrongWords(quantity, panel),
  ];
  wrong.push(...besides.map((what) => `${location}: ${what} (${quantity.text})`));
}

/** What is wrong with a panel as a whole. */
function wrongWith(panel: Panel, source: DataSource): string[] {
  const { row, title, type, queries, axisUnit, alertList, changes = [], hidden = [] } = panel;
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
    ...(alertList ? wrongAlertList(alertList, source.name) : []),
    ...wrongHeadings(panel),
  ];
  return [
    ...wrong.map((what) => `${row} / ${title}: ${what}`),
    ...hidden.map(({ location, shows }) => `${location}: is hidden, and says that it shows ${shows}`),
  ];
}
