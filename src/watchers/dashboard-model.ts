import { z } from "zod";

const thresholdsSchema = z.object({
  mode: z.string().default("absolute"),
  steps: z.array(z.object({ color: z.string(), value: z.number().nullish() })).default([]),
});

const shownAsSchema = z.object({
  color: z.string().nullish().default(""),
  text: z.string().nullish().default(""),
});

/** Of values, ranges, texts, and of what is missing. */
const mappingSchema = z.object({ type: z.string(), options: z.unknown().optional() });

const targetSchema = z.object({
  refId: z.string(),
  expr: z.string().min(1),
  legendFormat: z.string().default(""),
  datasource: z.object({ uid: z.string().optional() }).nullish(),
  hide: z.boolean().nullish(),
  format: z.string().nullish(),
  instant: z.boolean().nullish(),
  range: z.boolean().nullish(),
  interval: z.string().nullish(),
  shows: z.string().optional(),
  notCompared: z.string().optional(),
});

const customSchema = z.object({
  thresholdsStyle: z.object({ mode: z.string() }).optional(),
  transform: z.string().nullish(),
  stacking: z.object({ mode: z.string().nullish() }).nullish(),
  hideFrom: z.object({ viz: z.boolean().nullish() }).nullish(),
});

const defaultsSchema = z.object({
  unit: z.string().default(""),
  displayName: z.string().nullish(),
  noValue: z.string().nullish(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  color: z.object({ mode: z.string().nullish() }).nullish(),
  thresholds: thresholdsSchema.optional(),
  mappings: z.array(mappingSchema).default([]),
  custom: customSchema.optional(),
});

const overrideSchema = z.object({
  matcher: z.object({ id: z.string(), options: z.unknown().optional() }),
  properties: z.array(z.object({ id: z.string(), value: z.unknown().optional() })),
});

const optionsSchema = z.object({
  yAxis: z.object({ unit: z.string().optional() }).optional(),
  calculate: z.boolean().nullish(),
  colorMode: z.string().nullish(),
  textMode: z.string().nullish(),
  reduceOptions: z.object({ calcs: z.array(z.string()).nullish(), fields: z.string().nullish() }).nullish(),
  datasource: z.unknown().optional(),
  maxItems: z.number().nullish(),
  stateFilter: z.object({ firing: z.boolean().nullish() }).nullish(),
  alertName: z.string().nullish(),
  alertInstanceLabelFilter: z.string().nullish(),
  dashboardAlerts: z.boolean().nullish(),
});

const panelSchema = z.object({
  type: z.string(),
  title: z.string().default(""),
  description: z.string().default(""),
  datasource: z.object({ uid: z.string().optional() }).nullish(),
  interval: z.string().nullish(),
  maxDataPoints: z.number().nullish(),
  timeFrom: z.string().nullish(),
  timeShift: z.string().nullish(),
  fieldConfig: z
    .object({ defaults: defaultsSchema.prefault({}), overrides: z.array(overrideSchema).default([]) })
    .prefault({}),
  options: optionsSchema.prefault({}),
  transformations: z
    .array(z.object({ id: z.string(), disabled: z.boolean().nullish(), options: z.unknown().optional() }))
    .default([]),
  targets: z.array(targetSchema).default([]),
});

const chosenSchema = z.union([z.string(), z.array(z.string())]);

const variableSchema = z.object({
  name: z.string(),
  query: z.unknown().optional(),
  allValue: z.string().nullish(),
  includeAll: z.boolean().nullish(),
  current: z.object({ value: chosenSchema.nullish() }).nullish(),
});

const placedSchema = panelSchema.extend({
  repeat: z.string().nullish(),
  panels: z.array(panelSchema).default([]),
});

/** A dashboard as Grafana's model has it: of each panel what a reader of its numbers goes by. */
export const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  time: z.object({ from: z.string().nullish(), to: z.string().nullish() }).nullish(),
  timepicker: z.object({ nowDelay: z.string().nullish() }).nullish(),
  refresh: z.union([z.string(), z.boolean()]).nullish(),
  templating: z.object({ list: z.array(variableSchema).default([]) }).nullish(),
  annotations: z
    .object({ list: z.array(z.object({ name: z.string(), enable: z.boolean().default(true) })).default([]) })
    .nullish(),
  panels: z.array(placedSchema),
});

export type WrittenPanel = z.infer<typeof panelSchema>;
export type WrittenTarget = z.infer<typeof targetSchema>;
export type WrittenVariable = z.infer<typeof variableSchema>;
export type Mapping = z.infer<typeof mappingSchema>;
export type Thresholds = z.infer<typeof thresholdsSchema>;
/** What a number is called and drawn in. */
export interface ShownAs {
  color: string;
  text: string;
}

/** The limits that a value of the model is, if it is any. */
export function thresholdsIn(value: unknown): Thresholds | undefined {
  return thresholdsSchema.safeParse(value).data;
}

/** The word and the colour that a value of the model is, if it is any. */
export function shownAsIn(value: unknown): ShownAs | undefined {
  const { data } = shownAsSchema.safeParse(value);
  return data && { color: data.color ?? "", text: data.text ?? "" };
}

/** By values: what each is called and drawn in. */
export function wordsIn(mappings: readonly Mapping[]): Record<string, ShownAs> {
  const ofValues = mappings
    .filter(({ type }) => type === "value")
    .flatMap(({ options }) => entriesOf(options));
  return Object.fromEntries(
    ofValues.flatMap(([value, options]) => {
      const shown = shownAsIn(options);
      return shown ? [[value, shown] as const] : [];
    }),
  );
}

/** What a panel calls and draws what is missing or no number, if it says so. */
export function absentIn(mappings: readonly Mapping[]): ShownAs | undefined {
  const special = mappings.find(({ type, options }) => {
    const { match } = Object.fromEntries(entriesOf(options));
    return type === "special" && match === "null+nan";
  });
  return special && shownAsIn(Object.fromEntries(entriesOf(special.options)).result);
}

function entriesOf(options: unknown): [string, unknown][] {
  return typeof options === "object" && options !== null ? Object.entries(options) : [];
}
