import { expect, test } from "vitest";
import { leftOut } from "./left-out.ts";
import { plannedCriterion, plannedTask, planOf, writtenPlanOf } from "./testing.ts";

const [rate, pause] = [plannedCriterion("rate"), plannedCriterion("pause")];
const delivered = () => writtenPlanOf({ ...plannedTask("block3/load", [rate, pause]), broker: "each" });
const other = planOf(
  plannedTask("frames/messages", [plannedCriterion("speed", { measure: "rate" })], { spec: "block3/load" }),
);
const of = (measure: string, spec = "block3/load") => leftOut(other, { spec, measure }, delivered);

test("a criterion that the delivered plan has of a spec is left out where another plan has none for it", () => {
  expect(of("pause")).toEqual(pause);
});

test("one that is asked for under another id is not, nor one that no plan has, nor one of a spec that is not asked for", () => {
  expect([of("rate"), of("paws"), of("pause", "block3/alerts")]).toEqual([undefined, undefined, undefined]);
});

test("the delivered plan leaves nothing out", () => {
  expect(
    leftOut(planOf(plannedTask("block3/load", [rate])), { spec: "block3/load", measure: "interruption" }),
  ).toBe(undefined);
});
