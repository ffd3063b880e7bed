import type { CriterionResult } from "../../plan/conclude.ts";
import { describeExpectation, describeMeasured, type Measured } from "../../plan/expectation.ts";
import type { Criterion, Expectation } from "../../plan/schema.ts";
import { formOf, type Language, numberIn, unitIn } from "./language.ts";
import { termIn } from "./terms.ts";

/** What was measured, beside what is expected, in words. */
export interface CriterionValues {
  expected: string;
  /** Absent where nothing was measured. */
  measured?: string;
}

/** As results.json has it in English; in another language from the plan and the value as it was measured. */
export function valuesOf(planned: Criterion, result: CriterionResult, language: Language): CriterionValues {
  const { measuredText, expected } = result;
  if (language === "en") return { expected, ...(measuredText ? { measured: measuredText } : {}) };
  const unit = unitIn(language, planned.unit);
  const form = formOf(language);
  const measured = measuredIn(language, result);
  const translated = expectationIn(language, planned.expected);
  return {
    expected: describeExpectation(translated, unit, form),
    ...(measured === undefined ? {} : { measured: describeMeasured(measured, translated, unit, form) }),
  };
}

/** What was seen beside a measured value: "lost 0", "members 3". */
export function detailsIn(language: Language, { details }: CriterionResult): string[] {
  return Object.entries(details).map(
    ([name, value]) =>
      `${termIn(language, name)} ${typeof value === "number" ? numberIn(language, value) : termIn(language, String(value))}`,
  );
}

function expectationIn(language: Language, expected: Expectation): Expectation {
  return "all" in expected ? { all: renamed(language, expected.all) } : expected;
}

/** As it was recorded, with its names in the language. */
function measuredIn(
  language: Language,
  { measured, interval, control }: CriterionResult,
): Measured | undefined {
  if (interval && typeof measured === "number")
    return { value: measured, ...interval, ...(control === undefined ? {} : { control }) };
  return typeof measured === "object" ? renamed(language, measured) : measured;
}

function renamed<T>(language: Language, values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [termIn(language, name), value]));
}
