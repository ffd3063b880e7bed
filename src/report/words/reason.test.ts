import { expect, test } from "vitest";
import { plannedCriterion } from "../../plan/testing.ts";
import { reasonIn } from "./reason.ts";

const planned = plannedCriterion("loss", { remedy: { en: "set it", pl: "ustawić" } });

test("the next step is as the plan has it in the language of the report", () => {
  expect(reasonIn("pl", { reason: "set it" }, planned)).toBe("ustawić");
  expect(reasonIn("en", { reason: "set it" }, planned)).toBe("set it");
  expect(reasonIn("de", { reason: "set it" }, planned)).toBe("set it");
  expect(reasonIn("pl", { reason: "waived until Monday" }, planned)).toBe("waived until Monday");
});

test("what kept a criterion from being observed is named in that language", () => {
  const unseen = { reason: "the image redis:8 is not on this host", obstacle: "image" } as const;

  expect(reasonIn("pl", unseen)).toBe("brak obrazu na tym hoście (the image redis:8 is not on this host)");
  expect(reasonIn("en", unseen)).toBe(unseen.reason);
  expect(reasonIn("pl", {})).toBeUndefined();
});
