import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, Problem } from "../kernel/problem.ts";
import { changesOf } from "./dashboard-changes.ts";
import {
  absentIn,
  dashboardSchema,
  type ShownAs,
  type Thresholds,
  thresholdsIn,
  type WrittenPanel,
  type WrittenTarget,
  wordsIn,
} from "./dashboard-model.ts";
import { type Columns, columnsOf, valueColumn } from "./dashboard-table.ts";
import { type Variable, variableOf, withVariables } from "./dashboard-variables.ts";
import { secondsBefore, withIntervals } from "./grafana-interval.ts";
import { readDataSource } from "./grafana-source.ts";

const DASHBOARD = join(import.meta.dirname, "../../dashboards/message-broker.json");
const NAME = "dashboards/message-broker.json";
const MINUTE = 60;

export interface PanelQuery {
  /** Where it stands: "Latency / Percentiles, query A". */
  location: string;
  /** With what the dashboard opens with in place of its variables: it runs as it stands. */
  expr: string;
  /** The same as somebody sends it who looks at a longer time, so that the rates of Grafana's choice go over a minute at least. */
  overAMinute?: string;
  /** Name of each series, with its labels in double braces. */
  legend?: string;
  /** The panel's, or one of its own. */
  unit?: string;
  thresholds?: Thresholds | undefined;
  /** The data source that it asks, by its uid. */
  source?: string | undefined;
  /** What it shows, as `quantities.ts` names it. */
  shows?: string | undefined;
  /** Why it is compared with nothing. */
  notCompared?: string | undefined;
}

export interface Panel {
  row: string;
  title: string;
  type: string;
  unit: string;
  description: string;
  queries: PanelQuery[];
  /** What a number is called and drawn in, by the number. */
  words?: Readonly<Record<string, ShownAs>>;
  /** What a value that is missing, or no number, is called and drawn in. */
  absent?: ShownAs | undefined;
  /** Of the panel as a whole. */
  thresholds?: Thresholds | undefined;
  /** Whether limits are to be seen: a graph may have them and not draw them, and so may a number. */
  drawsLimits?: boolean;
  /** Its series have no names. */
  isNameless?: boolean;
  /** What queries that are not shown say that they show. */
  hidden?: { location: string; shows: string }[];
  /** Of a list of alerts: what keeps alerts from it, and the data source that it asks, by its name. */
  alertList?: AlertList;
  /** Of a heatmap: the unit of its buckets. */
  axisUnit?: string | undefined;
  /** Of a table: what its columns are called, and which are not shown. */
  columns?: Columns;
  /** What is done to the answers before they are shown, and can't be followed here. */
  changes?: string[];
}

/** What a list of alerts shows. */
export interface AlertList {
  source: string | undefined;
  isOfFiring: boolean;
  most: number | undefined;
  /** Names of the filters that it has besides. */
  filters: string[];
}

/** The time that a dashboard opens with, as Grafana writes it, and how often it asks again; empty where it does not. */
interface Opening {
  to: string;
  delay: string;
  refresh: string;
  /** Annotations that are switched off. */
  off?: readonly string[];
}

export interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
  opening?: Opening;
  variables?: Variable[];
}

/** The delivered dashboard, row by row. @throws Problem that says what the file has wrong */
export function readDashboard(path = DASHBOARD): Dashboard {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (thrown) {
    throw malformed(NAME, messageOf(thrown));
  }
  return dashboardOf(json, NAME);
}

/** A dashboard as Grafana's model has it. @param name of where it comes from @throws Problem that says what it has wrong */
export function dashboardOf(json: unknown, name: string): Dashboard {
  const parsed = dashboardSchema.safeParse(json);
  if (!parsed.success) throw malformed(name, z.prettifyError(parsed.error));
  const { uid, title, panels, time, timepicker, refresh, templating, annotations } = parsed.data;
  const exprs = panels.flatMap((panel) => [panel, ...panel.panels]).flatMap((panel) => panel.targets);
  const variables = (templating?.list ?? []).map((each) =>
    variableOf(
      each,
      exprs.map(({ expr }) => expr),
    ),
  );
  const sent: Sent = {
    variables,
    scrapedEvery: readDataSource().scrapedEvery,
    shownSeconds: secondsBefore(time?.from ?? ""),
  };
  let row = "";
  const placed = panels.flatMap((panel): Panel[] => {
    if (panel.type !== "row") return [panelOf(panel, row, sent)];
    row = headingOf(panel);
    // Those of a row that is folded up.
    return panel.panels.map((each) => panelOf(each, row, sent));
  });
  const opening = {
    to: time?.to ?? "",
    delay: timepicker?.nowDelay ?? "",
    refresh: typeof refresh === "string" ? refresh : "",
    off: (annotations?.list ?? []).filter(({ enable }) => !enable).map(({ name }) => name),
  };
  return { uid, title, panels: placed, opening, variables };
}

/** Of a row that stands there once for each value of a variable, without that value. */
function headingOf({ title, repeat }: { title: string; repeat?: string | null | undefined }): string {
  return repeat ? title.replace(new RegExp(`\\W*\\$(${repeat}\\b|\\{${repeat}\\})`), "").trim() : title;
}

/** What a query is sent with. */
interface Sent {
  variables: readonly Variable[];
  scrapedEvery: string | undefined;
  shownSeconds: number;
  leastRateSeconds?: number;
}

function panelOf(panel: WrittenPanel, row: string, sent: Sent): Panel {
  const { type, title, description, targets, options } = panel;
  const { defaults, overrides } = panel.fieldConfig;
  const ownOf = (refId: string, id: string) =>
    overrides
      .filter(({ matcher: { id, options: of } }) =>
        type === "table" ? of === valueColumn(refId) : id === "byFrameRefID" && of === refId,
      )
      .flatMap(({ properties }) => properties)
      .findLast((property) => property.id === id)?.value;
  const locationOf = (refId: string) => `${row} / ${title}, query ${refId}`;
  return {
    ...{ row, title, type, description, unit: defaults.unit, thresholds: defaults.thresholds },
    queries: targets
      .filter(({ hide }) => !hide)
      .map((target) => ({
        location: locationOf(target.refId),
        expr: exprOf(target, panel, sent),
        overAMinute: exprOf(target, panel, { ...sent, leastRateSeconds: MINUTE }),
        legend: target.legendFormat,
        unit: String(ownOf(target.refId, "unit") ?? defaults.unit),
        thresholds: thresholdsIn(ownOf(target.refId, "thresholds")) ?? defaults.thresholds,
        source: sourceOf(target.datasource?.uid ?? panel.datasource?.uid, sent),
        shows: target.shows,
        notCompared: target.notCompared,
      })),
    hidden: targets.flatMap(({ hide, refId, shows }) =>
      hide && shows ? [{ location: locationOf(refId), shows }] : [],
    ),
    words: wordsIn(defaults.mappings),
    absent: absentIn(defaults.mappings),
    drawsLimits: drawsLimits(panel),
    isNameless: options.textMode === "value",
    axisUnit: options.yAxis?.unit,
    ...(type === "table" ? { columns: columnsOf(panel) } : {}),
    ...(type === "alertlist" ? { alertList: alertListOf(options) } : {}),
    changes: changesOf(panel),
  };
}

/** As Grafana sends it when the dashboard is opened. */
function exprOf({ expr, interval }: WrittenTarget, panel: WrittenPanel, sent: Sent): string {
  const { variables, scrapedEvery, shownSeconds, leastRateSeconds = 0 } = sent;
  const least = interval || panel.interval || scrapedEvery;
  const points = panel.maxDataPoints ?? undefined;
  return withIntervals(withVariables(expr, variables), { least, points, shownSeconds, leastRateSeconds });
}

/** A panel may leave the data source to a variable. */
function sourceOf(uid: string | undefined, { variables }: Sent): string | undefined {
  return uid === undefined ? undefined : withVariables(uid, variables);
}

/** A graph draws them as lines; anything else colours its values by them, if it does. */
function drawsLimits({ type, options, fieldConfig: { defaults } }: WrittenPanel): boolean {
  if (type === "timeseries") return (defaults.custom?.thresholdsStyle?.mode ?? "off") !== "off";
  return (defaults.color?.mode ?? "thresholds") === "thresholds" && options.colorMode !== "none";
}

function alertListOf(options: WrittenPanel["options"]): AlertList {
  const { datasource, stateFilter, maxItems, alertName, alertInstanceLabelFilter, dashboardAlerts } = options;
  return {
    source: typeof datasource === "string" ? datasource : undefined,
    isOfFiring: stateFilter?.firing ?? true,
    most: maxItems ?? undefined,
    filters: Object.entries({ alertName, alertInstanceLabelFilter, dashboardAlerts }).flatMap(
      ([name, value]) => (value ? [name] : []),
    ),
  };
}

function malformed(subject: string, seen: string): Problem {
  return new Problem({
    subject,
    expected: "a dashboard as its source makes it",
    seen,
    remedy: "npm run dashboard",
  });
}
