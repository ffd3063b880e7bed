import { expect, test } from "vitest";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../plan/testing.ts";
import { renderedReports } from "./rendered.ts";
import { resultsWith } from "./testing.ts";
import { languagesOf } from "./words/language.ts";

const german = { en: "Lost frames", de: "Verlorene Bilder" };
const task = plannedTask("a/b", [plannedCriterion("lost", { title: german })], { title: german });
const plan = { ...planOf(task), title: german };
const results = resultsWith({ tasks: [taskResult("a/b", criterionResult("lost"))] });

test("there is a page and a checklist in each language, English without a mark of it", () => {
  const reports = renderedReports({ plan, results, earlier: [], read: () => undefined }, languagesOf(plan));

  expect(Object.keys(reports).toSorted()).toEqual([
    "completion.de.html",
    "completion.de.md",
    "completion.html",
    "completion.md",
  ]);
  expect(reports["completion.de.md"]).toContain("Verlorene Bilder");
  expect(reports["completion.md"]).not.toContain("Verlorene Bilder");
});

test("English comes first, whatever the order in the plan", () => {
  expect(languagesOf({ title: { de: "Bilder", en: "Frames", pl: "Klatki" } })).toEqual(["en", "de", "pl"]);
});
