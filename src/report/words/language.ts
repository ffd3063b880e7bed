import type { Form } from "../../plan/expectation.ts";
import { fractionDigits } from "../../plan/scalar-words.ts";
import type { Plan, Title } from "../../plan/schema.ts";
import { EN } from "./english.ts";
import { PL, UNITS_PL } from "./polish.ts";
import type { Texts } from "./texts.ts";

/** By two letters. A report is made in each that the plan has its titles in. */
export type Language = string;

/** The languages of a plan's report, English first. */
export function languagesOf({ title }: Pick<Plan, "title">): readonly Language[] {
  return ["en", ...Object.keys(title).filter((language) => language !== "en")];
}

/** A title in a language. */
export function titleIn(language: Language, title: Title): string {
  return title[language] ?? title.en;
}

/** The words of a report. Without words of its own a language has the English ones beside its titles. */
export function textsIn(language: Language): Texts {
  return language === "pl" ? PL : EN;
}

/** How values are written: as in the words of the report. */
export function formOf(language: Language): Form {
  return language === "pl" ? "pl" : "en";
}

export function unitIn(language: Language, unit: string | undefined): string | undefined {
  return language === "pl" && unit ? (UNITS_PL[unit] ?? unit) : unit;
}

/** "25 November 2026, 21:20 UTC", "25 listopada 2026, 21:20 UTC". @param iso ISO 8601 */
export function dateIn(language: Language, iso: string): string {
  const format = new Intl.DateTimeFormat(language === "pl" ? "pl-PL" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${format.format(new Date(iso))} UTC`;
}

export function numberIn(language: Language, value: number): string {
  return new Intl.NumberFormat(formOf(language), {
    maximumFractionDigits: fractionDigits(value),
  }).format(value);
}
