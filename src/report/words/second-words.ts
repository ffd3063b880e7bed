import type { Status, Verdict } from "../../plan/outcome.ts";
import { formOf, type Language } from "./language.ts";

/** What the statuses and verdicts are called, as {@link secondWordsIn} has them. */
export interface SecondWords {
  status: Readonly<Record<Status, string>>;
  verdict: Readonly<Record<Verdict, string>>;
  acceptedWithWaivers: string;
  none: string;
}

const EN: SecondWords = {
  status: {
    met: "met",
    "not-met": "not met",
    undetermined: "undetermined",
    "not-run": "not run",
    waived: "waived",
  },
  verdict: {
    accepted: "Accepted: every criterion is met.",
    incomplete: "Incomplete: nothing is refuted, but not everything is shown.",
    rejected: "Rejected: at least one criterion is not met.",
  },
  acceptedWithWaivers: "Accepted: every criterion is met, or waived by the person who is named with it.",
  none: "none",
};

const PL: SecondWords = {
  status: {
    met: "spełnione",
    "not-met": "niespełnione",
    undetermined: "nierozstrzygnięte",
    "not-run": "niezmierzone",
    waived: "odstąpiono",
  },
  verdict: {
    accepted: "Przyjęte: każde kryterium jest spełnione.",
    incomplete: "Niekompletne: nic nie zostało obalone, ale nie wszystko wykazano.",
    rejected: "Odrzucone: co najmniej jedno kryterium nie jest spełnione.",
  },
  acceptedWithWaivers:
    "Przyjęte: każde kryterium jest spełnione albo odstąpiła od niego osoba przy nim wymieniona.",
  none: "brak",
};

/**
 * The words that a verdict hangs on, written down a second time: a report that calls *undetermined* met is found by someone
 * who does not ask the report's own words. Whoever changes a word changes it in both places.
 */
export function secondWordsIn(language: Language): SecondWords {
  return formOf(language) === "pl" ? PL : EN;
}
