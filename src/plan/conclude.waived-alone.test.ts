import fc from "fast-check";
import { expect, test } from "vitest";
import { conclude } from "./conclude.ts";
import { keyOf } from "./criterion-key.ts";
import { type Status, worst } from "./outcome.ts";
import type { TestRecord } from "./record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "./testing.ts";
import type { Waiver } from "./waivers.ts";

/** Ids that begin alike, and the same id in several tasks: nothing but the whole key tells them apart. */
const CRITERIA = ["rate", "rate-at-night", "loss"].map((id) => plannedCriterion(id));
const PLAN = planOf(
  plannedTask("block3/load", CRITERIA, { brokers: ["redis", "rabbitmq"] }),
  plannedTask("block3/load-again", CRITERIA),
  plannedTask("overall/load", CRITERIA),
);
const TASKS = PLAN.blocks.flatMap(({ tasks }) => tasks);
/** Every criterion by key, with the task's id and the broker that it is measured for. */
const ALL = TASKS.flatMap(({ id: task, criteria, brokers = [undefined] }) =>
  criteria.flatMap((criterion) => brokers.map((broker) => ({ task, criterion, broker }))),
);
const keys = ALL.map(({ task, criterion, broker }) => keyOf(task, { id: criterion.id, broker }));

type How = "met" | "not-met" | "undetermined" | "not-run";
const anyHow = fc.constantFrom<How>("met", "not-met", "undetermined", "not-run");
const anyRun = fc.array(anyHow, { minLength: ALL.length, maxLength: ALL.length });

function testsOf(run: readonly How[]): TestRecord[] {
  return ALL.flatMap(({ task, criterion, broker }, index) => {
    const how = run[index];
    if (how === "not-run") return [];
    const claims = [{ criterion: criterion.id, ...(broker ? { broker } : {}) }];
    const value = recording(criterion, how === "not-met" ? 3 : 0, broker ? { broker } : {});
    if (how !== "undetermined") return [testRecord(task, { claims, recorded: [value] })];
    const failures = [{ kind: "undetermined" as const, message: "too few samples" }];
    return [testRecord(task, { claims, state: "failed", failures })];
  });
}

function statusesOf(run: readonly How[], waivers: readonly Waiver[]): Map<string, Status> {
  const results = conclude(PLAN, { tests: testsOf(run), taskErrors: new Map() }, waivers);
  return new Map(
    results.flatMap(({ id, criteria }) => criteria.map((each) => [keyOf(id, each), each.status] as const)),
  );
}

function waiverFor(index: number, hasBroker = true): Waiver {
  const { task, criterion, broker } = ALL[index] ?? { task: "", criterion: { id: "" }, broker: undefined };
  return {
    criterion: keyOf(task, { id: criterion.id }),
    ...(broker && hasBroker ? { broker } : {}),
    approver: "A. Lead",
    reason: "slow test host",
    expires: "2027-01-31",
  };
}

test("a waiver changes the one criterion that it names, whatever else is in its task", () => {
  fc.assert(
    fc.property(anyRun, fc.nat(ALL.length - 1), (run, index) => {
      const before = statusesOf(run, []);
      const after = statusesOf(run, [waiverFor(index)]);
      const changed = keys.filter((key) => before.get(key) !== after.get(key));

      expect(changed).toEqual(run[index] === "met" ? [] : [keys[index]]);
      expect(changed.map((key) => after.get(key))).toEqual(changed.map(() => "waived"));
    }),
  );
});

test("without a broker a waiver changes that criterion for each broker, and no other", () => {
  const run = ALL.map((): How => "not-met");
  const after = statusesOf(run, [waiverFor(0, false)]);

  expect(keys.filter((key) => after.get(key) === "waived")).toEqual([
    "block3/load/rate@redis",
    "block3/load/rate@rabbitmq",
  ]);
});

test("a task is waived only where every criterion that is open is", () => {
  fc.assert(
    fc.property(anyRun, fc.uniqueArray(fc.nat(ALL.length - 1)), (run, waived) => {
      const waivers = waived.map((index) => waiverFor(index));
      const results = conclude(PLAN, { tests: testsOf(run), taskErrors: new Map() }, waivers);

      for (const { id, status } of results) {
        const expected = ALL.flatMap(({ task }, index): Status[] => {
          const how = run[index] ?? "not-run";
          if (task !== id) return [];
          return [how !== "met" && waived.includes(index) ? "waived" : how];
        });
        expect(status).toBe(worst(expected));
      }
    }),
  );
});
