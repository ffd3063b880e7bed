import type { CriterionResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { describeInterval, describeValue } from "../../plan/estimate-words.ts";
import { describeMeasured, type PlainMeasured } from "../../plan/expectation.ts";
import type { Status } from "../../plan/outcome.ts";
import { describeRange } from "../../plan/scalar-words.ts";
import type { Criterion, Expectation, Plan, PlannedPromise, Task } from "../../plan/schema.ts";
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
    const found = criterionOf(plan, promise);
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

function criterionOf({ blocks }: Plan, { shownBy }: PlannedPromise) {
  return blocks
    .flatMap(({ tasks }) => tasks)
    .flatMap((task) => task.criteria.map((criterion) => ({ task, criterion })))
    .find(({ task, criterion }) => keyOf(task.id, { id: criterion.id }) === shownBy);
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
  const astray = Object.entries(measured).filter(([name, value]) => isAstray(expected, name, value));
  if (astray.length > 0)
    return astray
      .map(
        ([name, value]) => `${termIn(language, name)} ${describeMeasured(value, expected, undefined, form)}`,
      )
      .join(", ");
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

/** What may not be there at all, and is. */
function isAstray(expected: Expectation, name: string, value: unknown): boolean {
  const comparison = "all" in expected ? expected.all[name] : undefined;
  return comparison !== undefined && "is" in comparison && value !== comparison.is;
}

function isNothing(expected: Expectation): boolean {
  return "all" in expected && Object.values(expected.all).every((each) => "is" in each && each.is === 0);
}
