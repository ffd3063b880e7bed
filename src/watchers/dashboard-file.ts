import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, Problem } from "../kernel/problem.ts";

const DASHBOARD = join(import.meta.dirname, "../../dashboards/message-broker.json");
const NAME = "dashboards/message-broker.json";

const thresholdsSchema = z.object({
  mode: z.string().default("absolute"),
  steps: z.array(z.object({ color: z.string(), value: z.number().nullish() })).default([]),
});

const shownAsSchema = z.object({ color: z.string().default(""), text: z.string().default("") });

/** Of mappings from values to words alone; others are about ranges and missing values. */
const mappingSchema = z.object({ type: z.string(), options: z.unknown().optional() });

const targetSchema = z.object({
  refId: z.string(),
  expr: z.string().min(1),
  legendFormat: z.string().default(""),
  datasource: z.object({ uid: z.string().optional() }).nullish(),
  hide: z.boolean().nullish(),
  shows: z.string().optional(),
  notCompared: z.string().optional(),
});

const panelSchema = z.object({
  type: z.string(),
  title: z.string().default(""),
  description: z.string().default(""),
  fieldConfig: z
    .object({
      defaults: z
        .object({
          unit: z.string().default(""),
          thresholds: thresholdsSchema.optional(),
          mappings: z.array(mappingSchema).default([]),
          custom: z.object({ thresholdsStyle: z.object({ mode: z.string() }).optional() }).optional(),
        })
        .prefault({}),
      overrides: z
        .array(
          z.object({
            matcher: z.object({ id: z.string(), options: z.unknown().optional() }),
            properties: z.array(z.object({ id: z.string(), value: z.unknown().optional() })),
          }),
        )
        .default([]),
    })
    .prefault({}),
  options: z.object({ yAxis: z.object({ unit: z.string().optional() }).optional() }).optional(),
  transformations: z.array(z.object({ id: z.string() })).default([]),
  targets: z.array(targetSchema).default([]),
});

const placedSchema = panelSchema.extend({ panels: z.array(panelSchema).default([]) });

const dashboardSchema = z.object({ uid: z.string(), title: z.string(), panels: z.array(placedSchema) });

type WrittenPanel = z.infer<typeof panelSchema>;
export type Thresholds = z.infer<typeof thresholdsSchema>;
/** What a number is called and drawn in, by the number. */
type ValueWords = Readonly<Record<string, z.infer<typeof shownAsSchema>>>;

export interface PanelQuery {
  /** Where it stands: "Latency / Percentiles, query A". */
  location: string;
  /** With the variables replaced by what matches everything: it runs as it stands. */
  expr: string;
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
  words?: ValueWords;
  /** Whether limits are to be seen: a graph may have them and not draw them. */
  drawsLimits?: boolean;
  /** Of a heatmap: the unit of its buckets. */
  axisUnit?: string | undefined;
  /** What is done to the answers before they are shown, and can't be followed here. */
  changes?: string[];
}

export interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
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
  const { uid, title, panels } = parsed.data;
  let row = "";
  const placed = panels.flatMap((panel): Panel[] => {
    if (panel.type !== "row") return [panelOf(panel, row)];
    row = panel.title;
    // Those of a row that is folded up.
    return panel.panels.map((each) => panelOf(each, panel.title));
  });
  return { uid, title, panels: placed };
}

function panelOf(panel: WrittenPanel, row: string): Panel {
  const { type, title, description, targets, transformations, options } = panel;
  const { defaults, overrides } = panel.fieldConfig;
  const ownOf = (refId: string, id: string) =>
    overrides
      .filter(({ matcher }) => matcher.id === "byFrameRefID" && matcher.options === refId)
      .flatMap(({ properties }) => properties)
      .findLast((property) => property.id === id)?.value;
  const others = overrides
    .filter(({ matcher }) => matcher.id !== "byFrameRefID")
    .flatMap(({ matcher, properties }) =>
      properties.filter(({ id }) => id === "unit").map(() => `another unit ${matcher.id}`),
    );
  return {
    ...{ row, title, type, description, unit: defaults.unit },
    queries: targets
      .filter(({ hide }) => !hide)
      .map(({ refId, expr, legendFormat, datasource, shows, notCompared }) => {
        const thresholds = thresholdsSchema.safeParse(ownOf(refId, "thresholds"));
        return {
          location: `${row} / ${title}, query ${refId}`,
          expr: withoutVariables(expr),
          legend: legendFormat,
          unit: String(ownOf(refId, "unit") ?? defaults.unit),
          thresholds: thresholds.success ? thresholds.data : defaults.thresholds,
          source: datasource?.uid,
          shows,
          notCompared,
        };
      }),
    words: wordsOf(defaults.mappings),
    drawsLimits: type !== "timeseries" || (defaults.custom?.thresholdsStyle?.mode ?? "off") !== "off",
    axisUnit: options?.yAxis?.unit,
    changes: [...transformations.map(({ id }) => `transformation ${id}`), ...others],
  };
}

/** What Grafana puts in place of a variable: every broker, and times that suit the range that the dashboard opens with. */
function withoutVariables(expr: string): string {
  return expr
    .replaceAll(/\$broker\b|\$\{broker(:\w+)?\}/g, ".*")
    .replaceAll(/\$__(rate_)?interval\b|\$\{__(rate_)?interval\}/g, "1m");
}

function wordsOf(mappings: readonly z.infer<typeof mappingSchema>[]): ValueWords {
  const ofValues = mappings.filter(({ type }) => type === "value").map(({ options }) => options);
  const parsed = z.array(z.record(z.string(), shownAsSchema)).safeParse(ofValues);
  return Object.assign({}, ...(parsed.success ? parsed.data : []));
}

function malformed(subject: string, seen: string): Problem {
  return new Problem({
    subject,
    expected: "a dashboard as its source makes it",
    seen,
    remedy: "npm run dashboard",
  });
}
