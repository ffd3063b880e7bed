import { expect, test } from "vitest";
import { STATUSES, type Verdict } from "../../plan/outcome.ts";
import { textsIn } from "./language.ts";
import { secondWordsIn } from "./second-words.ts";

// What a person signs hangs on these words. They stand here as literals, so that no slip of the pen goes through.
const WORDS = {
  en: ["not met", "undetermined", "not run", "waived", "met"],
  pl: ["niespełnione", "nierozstrzygnięte", "niezmierzone", "odstąpiono", "spełnione"],
  // No words of its own.
  de: ["not met", "undetermined", "not run", "waived", "met"],
};
const SENTENCES = {
  en: [
    "Rejected: at least one criterion is not met.",
    "Incomplete: nothing is refuted, but not everything is shown.",
    "Accepted: every criterion is met.",
  ],
  pl: [
    "Odrzucone: co najmniej jedno kryterium nie jest spełnione.",
    "Niekompletne: nic nie zostało obalone, ale nie wszystko wykazano.",
    "Przyjęte: każde kryterium jest spełnione.",
  ],
};
const VERDICTS: readonly Verdict[] = ["rejected", "incomplete", "accepted"];

test.for(Object.entries(WORDS))("statuses in %s are called %j, worst first", ([language, words]) => {
  expect(STATUSES.map((status) => textsIn(language).status[status])).toEqual(words);
  expect(STATUSES.map((status) => secondWordsIn(language).status[status])).toEqual(words);
});

test.for(Object.entries(SENTENCES))("verdicts in %s read %j", ([language, sentences]) => {
  expect(VERDICTS.map((verdict) => textsIn(language).verdict[verdict])).toEqual(sentences);
  expect(VERDICTS.map((verdict) => secondWordsIn(language).verdict[verdict])).toEqual(sentences);
});

test("accepted with waivers says so, in both languages", () => {
  expect(textsIn("en").acceptedWithWaivers).toMatch(/^Accepted: .* is met, or waived by the person/);
  expect(textsIn("pl").acceptedWithWaivers).toMatch(
    /^Przyjęte: .* jest spełnione albo odstąpiła od niego osoba/,
  );
  for (const language of ["en", "pl"])
    expect(secondWordsIn(language).acceptedWithWaivers).toBe(textsIn(language).acceptedWithWaivers);
});

test("the word for nothing measured is the one that is read back", () => {
  for (const language of ["en", "pl"]) expect(secondWordsIn(language).none).toBe(textsIn(language).none);
});
