import fc from "fast-check";
import { expect, test } from "vitest";
import { conclude } from "../../plan/conclude.ts";
import { STATUSES, type Status } from "../../plan/outcome.ts";
import type { TestRecord } from "../../plan/record.ts";
import {
  criterionResult,
  plannedCriterion,
  plannedTask,
  planOf,
  recording,
  taskResult,
  testRecord,
} from "../../plan/testing.ts";
import { junitXml } from "../junit.ts";
import { renderedReports } from "../rendered.ts";
import type { Results } from "../results/results.ts";
import { resultsWith } from "../testing.ts";
import { languagesOf } from "../words/language.ts";
import { secondWordsIn } from "../words/second-words.ts";
import { mustAgree } from "./proofread.ts";

const title = (en: string) => ({ en, pl: `${en} (po polsku)`, de: `${en} "auf" <Deutsch> & so` });
const LOSS = plannedCriterion("loss", { title: title("Lost frames") });
const RATE = plannedCriterion("rate", { title: title("Rate (of frames)"), expected: { atLeast: 5 } });
const PLAN = {
  ...planOf(
    plannedTask("block1/persistence", [LOSS, RATE], { title: title("Persistence") }),
    plannedTask("block3/load", [RATE], { title: title("Load"), brokers: ["redis", "rabbitmq"] }),
  ),
  title: title("Phase 2"),
};
const status = fc.constantFrom<Status>(...STATUSES);
const LANGUAGES = ["en", "pl", "de"];

function resultsOf(...[loss, rate, redis, rabbitmq]: Status[]): Results {
  const of = (id: string, each: Status = "met", broker?: string) =>
    criterionResult(id, {
      status: each,
      expected: '< 0 "frames" (at all)',
      ...(each === "met" || each === "not-met" ? { measured: 3, measuredText: "3 & more (met)" } : {}),
      ...(each === "met" ? {} : { reason: "line one (met)\nline two: spełnione" }),
      ...(broker ? { broker } : {}),
    });
  return resultsWith({
    tasks: [
      taskResult("block1/persistence", of("loss", loss), of("rate", rate)),
      taskResult("block3/load", of("rate", redis, "redis"), of("rate", rabbitmq, "rabbitmq")),
    ],
  });
}

function rendered(results: Results): Record<string, string> {
  return renderedReports({ plan: PLAN, results, earlier: [], read: () => undefined }, languagesOf(PLAN));
}

function agreement(results: Results, files: Readonly<Record<string, string>>): () => void {
  return () => mustAgree({ plan: PLAN, results }, files);
}

test("whatever came out, every page and checklist that is rendered agrees with it", () => {
  fc.assert(
    fc.property(fc.tuple(status, status, status, status), (statuses) => {
      const results = resultsOf(...statuses);

      expect(Object.keys(rendered(results))).toHaveLength(2 * LANGUAGES.length);
      expect(agreement(results, rendered(results))).not.toThrow();
    }),
  );
});

test("a document of other results is found out, whichever criterion came out otherwise, and in whichever language", () => {
  fc.assert(
    fc.property(
      fc.tuple(status, status, status, status),
      fc.nat(3),
      status,
      fc.constantFrom(...Object.keys(rendered(resultsOf()))),
      (statuses, index, other, file) => {
        fc.pre(statuses[index] !== other);
        const { [file]: shown = "" } = rendered(resultsOf(...statuses.with(index, other)));

        expect(agreement(resultsOf(...statuses), { [file]: shown })).toThrow(`${file}: `);
      },
    ),
  );
});

test.for([
  [
    "completion.pl.html",
    "nierozstrzygnięte",
    "spełnione",
    'block1/persistence/loss is undetermined and shown as undetermined, "spełnione"',
  ],
  [
    "completion.pl.md",
    " (nierozstrzygnięte)",
    "",
    "block1/persistence/loss is undetermined and shown as open",
  ],
  [
    "completion.html",
    '<span aria-hidden="true">?</span> undetermined',
    '<span aria-hidden="true">✔</span> undetermined',
    "a mark contradicts itself",
  ],
  ["completion.html", "1 undetermined", "1 met", 'the counts: "'],
  ["completion.pl.html", "Niekompletne: nic", "Przyjęte: nic", 'the verdict: "Przyjęte'],
  ["completion.html", "verdict incomplete", "verdict accepted", "the verdict's colours"],
  [
    "completion.md",
    "  - [ ] Lost frames",
    "  - [x] Lost frames",
    "block1/persistence/loss is undetermined and shown as ticked",
  ],
  ["completion.md", "`rate@redis`", "`speed@redis`", "block3/load/speed@redis is shown and in no result"],
  [
    "completion.html",
    "3 &amp; more (met)</span>",
    "4</span>",
    'block1/persistence/rate, measured: "4" in place of "3 & more (met)"',
  ],
] as const)("%s with %j as %j is not published", ([file, from, to, told]) => {
  const results = resultsOf("undetermined", "met", "met", "met");
  const text = rendered(results)[file] ?? "";

  expect(text).toContain(from);
  expect(agreement(results, { [file]: text.replaceAll(from, to) })).toThrow(told);
});

test("a criterion that is left out, or is there twice, is found out", () => {
  const results = resultsOf("not-met", "met", "met", "met");
  const text = rendered(results)["completion.md"] ?? "";
  const line = text.split("\n").find((each) => each.includes("`loss`")) ?? "";

  expect(agreement(results, { "completion.md": text.replace(`${line}\n`, "") })).toThrow(
    "block1/persistence/loss is not shown",
  );
  expect(agreement(results, { "completion.md": text.replace(line, `${line}\n${line}`) })).toThrow(
    "block1/persistence/loss is shown twice",
  );
});

test("what an earlier plan knew and this one does not is not asked for", () => {
  const { tasks, ...results } = resultsOf();
  const more = resultsWith({
    ...results,
    tasks: [...tasks, taskResult("gone/task", criterionResult("old"))],
  });

  expect(agreement(more, rendered(more))).not.toThrow();
});

function junitOf(test: TestRecord) {
  const tasks = conclude(PLAN, { tests: [test], taskErrors: new Map() });
  const results = resultsWith({ tasks });
  return { results, xml: junitXml({ tests: [test], taskErrors: new Map(), tasks }) };
}

const LOST = testRecord("block1/persistence", {
  recorded: [recording(LOSS, 3)],
  state: "failed",
  failures: [{ kind: "not-met", message: "3 lost & <gone>" }],
});

test("JUnit says of each criterion what it came to, and fails exactly where one is not met", () => {
  const { results, xml } = junitOf(LOST);

  expect(agreement(results, { "junit.xml": xml })).not.toThrow();
  expect(agreement(results, { "junit.xml": xml.replace('value="not-met"', 'value="met"') })).toThrow(
    'junit.xml: block1/persistence/loss: "met" in place of "not-met"',
  );
  expect(agreement(results, { "junit.xml": xml.replaceAll("failure", "skipped") })).toThrow(
    "block1/persistence/loss: its test does not fail",
  );
  const good = junitOf({ ...LOST, recorded: [recording(LOSS, 0)], state: "passed", failures: [] });
  expect(agreement(good.results, { "junit.xml": good.xml })).not.toThrow();
  expect(agreement(good.results, { "junit.xml": xml.replace('value="not-met"', 'value="met"') })).toThrow(
    "block1/persistence/loss: its test fails",
  );
});

test("no two statuses have one word, in any language", () => {
  for (const language of LANGUAGES)
    expect(new Set(Object.values(secondWordsIn(language).status)).size).toBe(STATUSES.length);
});

test("a first page that says better of a task than came out is not published", () => {
  const results = resultsOf("not-met", "met", "met", "met");
  const page = rendered(results)["completion.html"] ?? "";
  const shown = page.replace(
    /(<li data-key="block1\/persistence">.*?)<span class="status not-met"><span aria-hidden="true">✘<\/span><span class="unseen"> not met/,
    '$1<span class="status met"><span aria-hidden="true">✔</span><span class="unseen"> met',
  );

  expect(shown).not.toBe(page);
  expect(agreement(results, { "completion.html": shown })).toThrow(
    "on the first page block1/persistence is not-met and shown as met",
  );
});
