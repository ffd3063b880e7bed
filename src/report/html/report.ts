import type { Plan } from "../../plan/schema.ts";
import type { Results } from "../results/results.ts";
import type { Language } from "../words/language.ts";
import type { ReadEvidence } from "./html-exhibits.ts";

/** What completion.html is made from. */
export interface Report {
  plan: Plan;
  results: Results;
  /** Results of earlier runs, oldest first. */
  earlier: readonly Results[];
  language: Language;
  read: ReadEvidence;
}
