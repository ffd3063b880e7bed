import { type Mapping, type ShownAs, shownAsIn, type WrittenPanel } from "./dashboard-model.ts";
import { changesOfTable, VALUE_OF_QUERY } from "./dashboard-table.ts";
import { leastSeconds } from "./grafana-interval.ts";

/** Rates look back over a minute: with longer steps, or fewer values of the half hour, some of it is in none. */
const LONGEST_STEP_SECONDS = 60;
const FEWEST_POINTS = 30;

/** What is followed where it is laid over one query. */
const FOLLOWED = ["unit", "thresholds"];
/** Looks alone. */
const LOOKS =
  /^(description|links|decimals|custom\.(line|fill|point|bar|axis|draw|gradient|span|show|width|align|cell|insertNulls).*)$/;
/** A colour of one series is a matter of looks where limits are lines. */
const LINES = "timeseries";

const TABLE = "table";

const LATEST = ["last", "lastNotNull"];
/** As what answers come, by the type of the panel; as series over time to any other. */
const FORMATS: Readonly<Record<string, string>> = { heatmap: "heatmap", [TABLE]: "table" };
const FINE = /^(up|ok|good|healthy|fine|none|[\d.,]+\D*)$/i;

/** What a panel does to the answers of its queries before they are shown, and can't be followed here. */
export function changesOf(panel: WrittenPanel): string[] {
  return [
    ...(panel.type === TABLE
      ? changesOfTable(panel)
      : panel.transformations.filter(({ disabled }) => !disabled).map(({ id }) => `transformation ${id}`)),
    ...overridden(panel),
    ...otherTimes(panel),
    ...ofFields(panel),
    ...axisEnds(panel),
    ...ofOptions(panel),
    ...panel.fieldConfig.defaults.mappings.flatMap(mapped),
  ];
}

function overridden({ type, fieldConfig: { overrides } }: WrittenPanel): string[] {
  return overrides.flatMap(({ matcher, properties }) =>
    properties
      .filter(
        ({ id }) =>
          !(isOfOneQuery(type, matcher) && FOLLOWED.includes(id)) &&
          !LOOKS.test(id) &&
          !(id === "color" && type === LINES),
      )
      .map(({ id }) => `another ${id} ${matcher.id}`),
  );
}

/** A column of a table has the name of its query. */
function isOfOneQuery(type: string, { id, options }: { id: string; options?: unknown }): boolean {
  return id === "byFrameRefID" || (type === TABLE && id === "byName" && VALUE_OF_QUERY.test(String(options)));
}

function otherTimes({ timeFrom, timeShift, interval, maxDataPoints, targets }: WrittenPanel): string[] {
  const overTime = targets.filter(({ hide, instant, range }) => !hide && (range || !instant));
  const points = maxDataPoints ?? FEWEST_POINTS;
  return [
    ...(timeFrom ? [`timeFrom ${timeFrom}`] : []),
    ...(timeShift ? [`timeShift ${timeShift}`] : []),
    ...(overTime.length > 0 && points < FEWEST_POINTS ? [`maxDataPoints ${points}`] : []),
    ...overTime.flatMap((target) => {
      const least = target.interval || interval || "";
      const seconds = least === "" ? 0 : (leastSeconds(least) ?? Number.POSITIVE_INFINITY);
      return seconds > LONGEST_STEP_SECONDS ? [`interval ${least} of query ${target.refId}`] : [];
    }),
  ];
}

/** All that there can be, of units that have such a thing. */
const WHOLE: Readonly<Record<string, number>> = { percent: 100, percentunit: 1 };

/** An axis that ends has what lies beyond it outside of the picture. */
function axisEnds({ type, fieldConfig: { defaults } }: WrittenPanel): string[] {
  const { min, max, unit } = defaults;
  if (type !== LINES) return [];
  return [
    ...(typeof min === "number" && min > 0 ? [`an axis that begins at ${min}`] : []),
    ...(typeof max === "number" && max < (WHOLE[unit] ?? Infinity) ? [`an axis that ends at ${max}`] : []),
  ];
}

function ofFields({ fieldConfig: { defaults } }: WrittenPanel): string[] {
  const { displayName, noValue, custom = {} } = defaults;
  const stacked = custom.stacking?.mode ?? "none";
  return [
    ...(displayName ? [`displayName "${displayName}"`] : []),
    ...(noValue && FINE.test(noValue.trim()) ? [`noValue "${noValue}"`] : []),
    ...(custom.transform ? [`transform ${custom.transform}`] : []),
    ...(stacked === "none" ? [] : [`stacking ${stacked}`]),
    ...(custom.hideFrom?.viz ? ["hideFrom viz"] : []),
  ];
}

function ofOptions({ type, options, targets }: WrittenPanel): string[] {
  const { calculate, reduceOptions, textMode } = options;
  const calculations = (reduceOptions?.calcs ?? []).filter((each) => !LATEST.includes(each));
  const format = FORMATS[type] ?? "time_series";
  return [
    ...calculations.map((each) => `calculation ${each}`),
    ...(reduceOptions?.fields ? [`fields ${reduceOptions.fields}`] : []),
    ...(calculate ? ["calculate"] : []),
    ...(["name", "none"].includes(textMode ?? "") ? [`textMode ${textMode}`] : []),
    ...targets
      .filter((target) => !target.hide && (target.format ?? format) !== format)
      .map((target) => `format ${target.format} of query ${target.refId}`),
  ];
}

/** A mapping that shows a number as another one, or nothing as something healthy. */
function mapped({ type, options }: Mapping): string[] {
  const given = typeof options === "object" && options !== null ? options : {};
  if (type === "range" || type === "regex") return [`mapping of a ${type}`];
  if (type === "value")
    return Object.entries(given).flatMap(([value, shown]) => {
      const { text = "" } = shownAsIn(shown) ?? {};
      return isOtherNumber(text, value) ? [`mapping of ${value} to "${text}"`] : [];
    });
  const { match, result } = given as { match?: unknown; result?: unknown };
  const shown = shownAsIn(result);
  if (type !== "special" || !shown || match === "true" || match === "false") return [];
  return seemsFine(shown) ? [`mapping of ${match} to "${shown.text}" in ${shown.color || "no colour"}`] : [];
}

function isOtherNumber(text: string, value: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text)) && Number(text) !== Number(value);
}

function seemsFine({ text, color }: ShownAs): boolean {
  return /green/.test(color) || FINE.test(text.trim());
}
