import { keyOf } from "../plan/criterion-key.ts";
import type { Plan } from "../plan/schema.ts";
import type { Batch } from "./sabotage.ts";

/** Every criterion that a spec measures, once for each broker that it is measured for. */
export function criteriaOf(plan: Plan): string[] {
  return plan.blocks
    .flatMap(({ tasks }) => tasks)
    .filter(({ spec }) => spec !== "not yet written")
    .flatMap(({ id: task, brokers, criteria }) =>
      criteria.flatMap(({ id }) => (brokers ?? [undefined]).map((broker) => keyOf(task, { id, broker }))),
    );
}

/** Criteria that no sabotage turns: checks that nobody has seen failing. */
export function withoutSabotage(plan: Plan, batches: readonly Batch[]): string[] {
  const sabotages = batches.flatMap((batch) => batch.sabotages);
  const turned = new Set(sabotages.flatMap(({ turns }) => turns));
  return criteriaOf(plan).filter((key) => !turned.has(key));
}

/**
 * Criteria that several sabotages of one run turn, where one of those says no words of its own: nobody could tell which of
 * them was caught.
 */
export function turnedTogether(batches: readonly Batch[]): string[] {
  return batches.flatMap(({ id, sabotages }) => {
    const turned = sabotages.flatMap(({ turns, says = [] }) =>
      turns.map((key) => ({ key, words: says.join("\n") })),
    );
    const isTold = ({ key, words }: (typeof turned)[number]) =>
      words !== "" && turned.filter((each) => each.key === key && each.words === words).length === 1;
    const keys = turned.map(({ key }) => key);
    const untold = turned.filter(
      (each) => keys.indexOf(each.key) < keys.lastIndexOf(each.key) && !isTold(each),
    );
    return [...new Set(untold.map(({ key }) => `${id}: ${key}`))];
  });
}

/** Criteria that sabotages speak of and the plan does not know. */
export function unknownCriteria(plan: Plan, batches: readonly Batch[]): string[] {
  const known = new Set(criteriaOf(plan));
  const sabotages = batches.flatMap((batch) => batch.sabotages);
  return sabotages
    .flatMap(({ turns, mayTurn = [], keeps = [] }) => [...turns, ...mayTurn, ...keeps])
    .filter((key) => !known.has(key));
}

/** Entries of the catalogue that ask for nothing, or that turn what they keep: neither a sabotage nor a harmless change. */
export function withoutExpectation(batches: readonly Batch[]): string[] {
  return batches
    .flatMap(({ sabotages }) => sabotages)
    .filter(({ turns, keeps = [], stops }) => {
      const expectations = [turns.length > 0, keeps.length > 0, stops !== undefined];
      return expectations.filter(Boolean).length !== 1;
    })
    .map(({ id }) => id);
}

/** Criteria that one change of a run keeps and another one of it turns, or may turn. */
export function keptAndTurned(batches: readonly Batch[]): string[] {
  return batches.flatMap(({ id, sabotages }) => {
    const turned = new Set(sabotages.flatMap(({ turns, mayTurn = [] }) => [...turns, ...mayTurn]));
    const kept = sabotages.flatMap(({ keeps = [] }) => keeps);
    return kept.filter((key) => turned.has(key)).map((key) => `${id}: ${key}`);
  });
}
