import type { CriterionResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { criterionByKey } from "../../plan/criterion-of.ts";
import { describeInterval, describeValue } from "../../plan/estimate-words.ts";
import { astrayIn, describeMeasured, type PlainMeasured } from "../../plan/expectation.ts";
import type { Status } from "../../plan/outcome.ts";
import { describeRange } from "../../plan/scalar-words.ts";
import type { Criterion, Expectation, Plan, Task } from "../../plan/schema.ts";
import type { Results } from "../results/results.ts";
import { valuesOf } from "./criterion-values.ts";
import { formOf, type Language, numberIn, textsIn, titleIn, unitIn } from "./language.ts";
import { barOf, type PromiseBar } from "./promise-bar.ts";
import { termIn } from "./terms.ts";

/** A promise of the phase, and what it came to for each broker. */
export interface PromiseRow {
  title: string;
  expected: string;
  cells: readonly PromiseCell[];
}

export interface PromiseCell {
  key: string;
  broker?: string;
  status: Status;
  /** Absent where nothing was measured. */
  value?: string;
  /** The interval of confidence. */
  range?: string;
  bar?: PromiseBar;
}

/** The plan's promises with what a run measured of them. One without a result is left out. */
export function promisesOf(plan: Plan, { tasks }: Pick<Results, "tasks">, language: Language): PromiseRow[] {
  return plan.promises.flatMap((promise) => {
    const found = criterionByKey(plan, promise.shownBy);
    const results = tasks.find(({ id }) => id === found?.task.id)?.criteria ?? [];
    const ofIt = results.filter(({ id }) => id === found?.criterion.id);
    const [first] = ofIt;
    if (!found || !first) return [];
    const { task, criterion } = found;
    return [
      {
        title: titleIn(language, promise.title),
        expected: isNothing(criterion.expected)
          ? textsIn(language).none
          : valuesOf(criterion, first, language).expected,
        cells: ofIt.map((result) => cellOf(task, criterion, result, language)),
      },
    ];
  });
}

function cellOf(task: Task, planned: Criterion, result: CriterionResult, language: Language): PromiseCell {
  const { broker, status, measured, interval } = result;
  const value = measured === undefined ? undefined : valueIn(planned, { ...result, measured }, language);
  const range = interval && rangeIn(planned, result, language);
  const bar =
    typeof measured === "number" ? barOf(planned.expected, { value: measured, ...interval }) : undefined;
  return {
    key: keyOf(task.id, result),
    ...(broker ? { broker } : {}),
    status,
    ...(value ? { value } : {}),
    ...(range ? { range } : {}),
    ...(bar ? { bar } : {}),
  };
}

function valueIn(
  { expected, unit }: Criterion,
  { measured, interval, details }: CriterionResult & { measured: PlainMeasured },
  language: Language,
): string {
  const [form, named] = [formOf(language), unitIn(language, unit)];
  if (interval && typeof measured === "number")
    return describeValue({ value: measured, ...interval }, expected, named, form);
  if (typeof measured !== "object") return describeMeasured(measured, expected, named, form);
  const astray = astrayIn(expected, measured).flatMap(([name]) => {
    const value = measured[name];
    return value === undefined
      ? []
      : [`${termIn(language, name)} ${describeMeasured(value, expected, undefined, form)}`];
  });
  if (astray.length > 0) return astray.join(", ");
  const frames = details.confirmed ?? details.frames;
  return textsIn(language).noneOf(typeof frames === "number" ? numberIn(language, frames) : undefined);
}

/** Nothing where its ends read like the value. */
function rangeIn({ expected }: Criterion, { measured, interval }: CriterionResult, language: Language) {
  if (typeof measured !== "number" || !interval) return undefined;
  const [estimate, form] = [{ value: measured, ...interval }, formOf(language)];
  const value = describeValue(estimate, expected, undefined, form);
  const range = describeInterval(estimate, expected, undefined, form);
  return range === describeRange(value, value, form) ? undefined : range;
}

function isNothing(expected: Expectation): boolean {
  return "all" in expected && Object.values(expected.all).every((each) => "is" in each && each.is === 0);
}
