import fc from "fast-check";
import { expect, test } from "vitest";
import type { TestCase, TestModule } from "vitest/node";
import { conclude } from "../../plan/conclude.ts";
import type { Estimate } from "../../plan/estimate.ts";
import type { Failure, TestRecord } from "../../plan/record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "../../plan/testing.ts";
import { exitCodeOf } from "../exit-code.ts";
import { junitXml } from "../junit.ts";
import { renderedReports } from "../rendered.ts";
import { changesSinceAccepted, pastOf } from "../results/past-runs.ts";
import { resultsWith } from "../testing.ts";
import { languagesOf } from "../words/language.ts";
import { mustAgree } from "./proofread.ts";
import { readBackHtml, readBackMarkdown } from "./read-back.ts";

// An interval across the limit is undetermined wherever a reader may look.

const TASK = "overall/performance";
const KEY = `${TASK}/latency-p99`;
const P99 = plannedCriterion("latency-p99", { expected: { lessThan: 10 }, unit: "ms" });
const PLAN = planOf(plannedTask(TASK, [P99]));

const across = fc
  .record({
    below: fc.double({ min: 0, max: 9.999, noNaN: true }),
    above: fc.double({ min: 10, max: 500, noNaN: true }),
  })
  .chain(({ below, above }) =>
    fc.record({
      low: fc.constant(below),
      high: fc.constant(above),
      value: fc.double({ min: below, max: above, noNaN: true }),
    }),
  );
const estimate = fc
  .tuple(across, fc.constantFrom("both", "low", "none"))
  .map(([{ value, low, high }, ends]): Estimate => {
    const told = { value, confidencePercent: 99, samples: 13_200, seconds: 120 };
    return { ...told, ...(ends === "none" ? {} : { low }), ...(ends === "both" ? { high } : {}) };
  });

const failure = fc
  .constantFrom<Failure["kind"]>("assertion", "undetermined", "problem", "not-met", "undecided", "other")
  .map((kind): Failure => ({ kind, message: kind }));
const anyTest = fc
  .record({
    measured: estimate,
    state: fc.constantFrom<TestRecord["state"]>("passed", "failed", "cut-off"),
    failures: fc.array(failure, { maxLength: 2 }),
  })
  .map(({ measured, ...rest }) => testRecord(TASK, { recorded: [recording(P99, measured)], ...rest }));

function reported(of: TestRecord) {
  const run = { tests: [of], taskErrors: new Map<string, string>() };
  const tasks = conclude(PLAN, run);
  const results = resultsWith({ tasks });
  const read = () => undefined;
  const documents = renderedReports({ plan: PLAN, results, earlier: [], read }, languagesOf(PLAN));
  return {
    results,
    files: { ...documents, "junit.xml": junitXml({ ...run, tasks }) } as Record<string, string>,
  };
}

test("whatever its test came to, no file says met or not met of it", () => {
  fc.assert(
    fc.property(anyTest, (of) => {
      const { results, files } = reported(of);

      expect(JSON.parse(JSON.stringify(results)).tasks[0].criteria[0].status).toBe("undetermined");
      expect(results.verdict).toBe("incomplete");
      expect(() => mustAgree({ plan: PLAN, results }, files)).not.toThrow();
      for (const html of ["completion.html", "completion.pl.html"])
        expect(readBackHtml(files[html] ?? "").shown.get(KEY)?.mark).toBe("undetermined");
      for (const markdown of ["completion.md", "completion.pl.md"])
        expect(readBackMarkdown(files[markdown] ?? "").shown.get(KEY)?.mark).toBe("open");
      expect(files["junit.xml"]).toContain(`<property name="${KEY}" value="undetermined"/>`);
      expect(files["junit.xml"]).not.toContain("<failure");
      expect(files["junit.xml"]).toContain("<error");
    }),
  );
});

test("the exit code says that it could not be told", () => {
  fc.assert(
    fc.property(anyTest, (of) => {
      const module = {
        project: { name: "specs" },
        errors: () => [],
        ok: () => false,
        children: { allTests: () => [].values(), allSuites: () => [].values() },
      } as unknown as TestModule & { children: { allTests: () => ArrayIterator<TestCase> } };

      const { results } = reported(of);

      expect(exitCodeOf({ modules: [module], unhandled: [], results, problems: [] })).toBe(2);
    }),
  );
});

const OPEN = testRecord(TASK, {
  recorded: [
    recording(P99, {
      ...{ value: 9.7, low: 8.9, high: 11.6, control: 2.1 },
      ...{ confidencePercent: 99, samples: 13_200, seconds: 120 },
    }),
  ],
  state: "failed",
  failures: [{ kind: "undecided", message: "8.9 to 11.6 ms against < 10 ms after 120 s" }],
});

test("every file shows value, interval, number of values and control, and why it is open", () => {
  const { results, files } = reported(OPEN);

  const said = "9.7 ms (8.9 to 11.6 with 99 % confidence, of 13,200), of it 2.1 ms without any broker";
  const reason = "8.9 to 11.6 ms against &lt; 10 ms after 120 s";
  expect(files["completion.html"]).toContain(said);
  expect(files["completion.html"]).toContain(reason);
  expect(files["completion.md"]).toContain(said);
  expect(files["completion.md"]).toContain("8.9 to 11.6 ms against");
  expect(files["junit.xml"]).toContain(`<property name="${KEY}: measured" value="${said}"/>`);
  expect(files["junit.xml"]).toContain(reason);
  const polish = "9,7 ms (od 8,9 do 11,6 z ufnością 99 %, z 13\u00a0200), z tego 2,1 ms bez brokera";
  expect(files["completion.pl.html"]).toContain(polish);
  expect(files["completion.pl.md"]).toContain(polish);
  expect(results.tasks[0]?.criteria[0]).toMatchObject({
    measured: 9.7,
    interval: { low: 8.9, high: 11.6, confidencePercent: 99, samples: 13_200, seconds: 120 },
    control: 2.1,
  });
});

test("the history has it as undetermined", () => {
  const { results } = reported(OPEN);
  const accepted = resultsWith({
    startedAt: "2026-11-01T00:00:00.000Z",
    tasks: [
      {
        id: TASK,
        status: "met",
        criteria: [{ ...(results.tasks[0]?.criteria[0] ?? never()), status: "met" }],
      },
    ],
  });

  expect(pastOf(results, [accepted]).get(KEY)?.statuses).toEqual(["met", "undetermined"]);
  expect(changesSinceAccepted(results, [accepted])?.changes).toEqual([
    { criterion: KEY, before: "met", now: "undetermined" },
  ]);
});

function never(): never {
  throw new Error("there is a criterion");
}
