import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import type { TestCase, TestModule } from "vitest/node";
import { conclude } from "../../plan/conclude.ts";
import { isUnobserved } from "../../plan/outcome.ts";
import type { Failure, TestRecord } from "../../plan/record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "../../plan/testing.ts";
import type { Waiver } from "../../plan/waivers.ts";
import { exitCodeOf, exitCodeOfVerdict } from "../exit-code.ts";
import { junitXml } from "../junit.ts";
import { allCriteria } from "../results/results.ts";
import { resultsWith } from "../testing.ts";

const TASK = "block1/persistence";
const criteria = [plannedCriterion("loss"), plannedCriterion("aof")];
const plan = planOf(plannedTask(TASK, criteria));
const claims = criteria.map(({ id }) => ({ criterion: id }));

const kind = fc.constantFrom<Failure["kind"]>("assertion", "undetermined", "problem", "other");

/** A test of both criteria as it can end: it recorded none, one or both, and failed wherever a value is not met. */
const anyTest = fc
  .record({
    values: fc.array(fc.constantFrom(0, 3), { maxLength: criteria.length }),
    state: fc.constantFrom<TestRecord["state"]>("passed", "failed", "skipped", "cut-off"),
    kinds: fc.array(kind, { minLength: 1, maxLength: 2 }),
    hasObstacle: fc.boolean(),
  })
  .map(({ values, state, kinds, hasObstacle }): TestRecord => {
    const recorded = values.map((value, index) =>
      recording(criteria[index] ?? plannedCriterion("none"), value),
    );
    const isNotMet = values.includes(3);
    const failures = [
      ...(state === "failed" ? kinds.map((each) => ({ kind: each, message: each })) : []),
      ...(isNotMet ? [{ kind: "not-met" as const, message: "3 lost" }] : []),
    ];
    return testRecord(TASK, {
      claims,
      recorded,
      state: isNotMet && state === "passed" ? "failed" : state,
      failures,
      ...(state === "skipped" && hasObstacle ? { obstacle: { kind: "host", text: "no loop device" } } : {}),
    });
  });

const anyWaivers = fc.subarray(criteria).map((waived) =>
  waived.map(
    ({ id }): Waiver => ({
      criterion: `${TASK}/${id}`,
      approver: "A. Lead",
      reason: "slow",
      expires: "2027-01-31",
    }),
  ),
);

function moduleOf({ state }: TestRecord): TestModule {
  const own = [{ meta: () => ({ claims }), result: () => ({ errors: [] }) } as unknown as TestCase];
  return {
    project: { name: "specs" },
    errors: () => [],
    ok: () => state !== "failed" && state !== "cut-off",
    children: {
      allTests: (wanted: string) => (wanted === state ? own : []).values(),
      allSuites: () => [].values(),
    },
  } as unknown as TestModule;
}

function junitCounts(test: TestRecord, tasks: Parameters<typeof junitXml>[0]["tasks"]) {
  const xml = junitXml({ tests: [test], taskErrors: new Map(), tasks });
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  const { failures, errors } = parser.parse(xml).testsuites.testsuite;
  return { failures: Number(failures), errors: Number(errors) };
}

test("report, JUnit and exit codes say the same of a run, however its test ended", () => {
  fc.assert(
    fc.property(anyTest, anyWaivers, (test, waivers) => {
      const tasks = conclude(plan, { tests: [test], taskErrors: new Map() }, waivers);
      const results = resultsWith({ tasks });
      const exitCode = exitCodeOf({ modules: [moduleOf(test)], unhandled: [], results, problems: [] });
      const isRejected = results.verdict === "rejected";
      const isUnexplained = !isRejected && allCriteria(tasks).some(isUnobserved);

      expect(junitCounts(test, tasks)).toEqual({
        failures: isRejected ? 1 : 0,
        errors: isUnexplained ? 1 : 0,
      });
      expect(exitCode).toBe(isRejected ? 1 : isUnexplained ? 2 : 0);
      if (exitCode !== 0) expect(exitCodeOfVerdict(results.verdict)).toBe(exitCode);
    }),
  );
});

test("a value that was judged not met is met nowhere", () => {
  fc.assert(
    fc.property(anyTest, anyWaivers, (test, waivers) => {
      const [task] = conclude(plan, { tests: [test], taskErrors: new Map() }, waivers);
      const refuted = test.recorded.filter(({ judgement }) => judgement.status === "not-met");

      for (const { criterion } of refuted) {
        const status = task?.criteria.find(({ id }) => id === criterion)?.status;
        expect(["not-met", "waived"]).toContain(status);
      }
    }),
  );
});
