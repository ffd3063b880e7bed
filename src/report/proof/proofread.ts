import { XMLParser } from "fast-xml-parser";
import { Problem } from "../../kernel/problem.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { STATUSES, type Status } from "../../plan/outcome.ts";
import type { Plan } from "../../plan/schema.ts";
import { allCriteria, type Results } from "../results/results.ts";
import type { Language } from "../words/language.ts";
import { type SecondWords, secondWordsIn } from "../words/second-words.ts";
import { intervalsMisjudged } from "./intervals-misjudged.ts";
import { type ReadBack, readBackHtml, readBackMarkdown, type Shown } from "./read-back.ts";

interface Told extends Pick<Results, "verdict" | "tasks"> {
  /** What the plan has: results of an earlier one may know more, which no document shows. */
  planned: ReadonlySet<string>;
}

/**
 * Every document of a run says of every criterion what results.json says: its status in word and mark, the verdict, the
 * counts, and in English the values. What varies is met, or not met, by its whole interval.
 * @param files what is about to be written, by name
 * @throws Problem that names every difference: a report that differs is not published
 */
export function mustAgree(
  { plan, results }: { plan: Plan; results: Pick<Results, "verdict" | "tasks"> },
  files: Readonly<Record<string, string>>,
): void {
  const told = { ...results, planned: keysOf(plan) };
  const differences = [
    ...intervalsMisjudged(plan, results),
    ...Object.entries(files).flatMap(([file, text]) =>
      disagreementsIn(file, text, told).map((difference) => `${file}: ${difference}`),
    ),
  ];
  if (differences.length === 0) return;
  throw new Problem({
    subject: "the report",
    expected: "that it says what results.json says",
    seen: ["", ...differences.slice(0, 20)].join("\n    "),
    remedy: "correct what renders it, in src/report/; it is not published as it is",
  });
}

function disagreementsIn(file: string, text: string, results: Told): string[] {
  if (file === "junit.xml") return ofJunit(text, results);
  const [, language = "en", kind] = /^completion(?:\.([a-z]{2}))?\.(html|md)$/.exec(file) ?? [];
  if (kind === "html") return ofDocument(readBackHtml(text), language, results);
  return kind === "md" ? ofDocument(readBackMarkdown(text), language, results) : [];
}

function ofDocument(document: ReadBack, language: Language, results: Told): string[] {
  const words = secondWordsIn(language);
  const expected = statusesOf(results);
  const unknown = [...document.shown.keys()].filter((key) => !expected.has(key));
  return [
    ...differing("the verdict", document.verdict, verdictOf(results, words)),
    ...(document.colour === undefined
      ? []
      : differing("the verdict's colours", document.colour, results.verdict)),
    ...differing("the counts", document.counts, countsOf(results, words)),
    ...[...expected].flatMap(([key, status]) => ofMark(key, status, document.shown.get(key), words)),
    ...document.front.flatMap(({ key, ...shown }) =>
      ofMark(key, expected.get(key), shown, words).map((difference) => `on the first page ${difference}`),
    ),
    ...unknown.map((key) => `${key} is shown and in no result`),
    ...document.repeated.map((key) => `${key} is shown twice`),
    ...document.odd.map((mark) => `a mark contradicts itself: ${mark}`),
    ...(language === "en" ? ofValues(document, results, words) : []),
  ];
}

function ofMark(
  key: string,
  status: Status | undefined,
  shown: Shown | undefined,
  { status: words }: SecondWords,
): string[] {
  if (!shown) return [`${key} is not shown`];
  if (!status) return [`${key} is shown and in no result`];
  const { mark, word } = shown;
  // A ticked box says met by itself: what stands behind it may be anything but another status.
  const isTicked = status === "met" && mark === "ticked" && !isOfAnother(word, words);
  const isMarked = mark === status || (mark === "open" && status !== "met");
  if (isTicked || (isMarked && word === words[status])) return [];
  return [`${key} is ${status} and shown as ${mark ?? "a mark of none"}, "${word}"`];
}

function isOfAnother(word: string, words: SecondWords["status"]): boolean {
  return STATUSES.some((status) => status !== "met" && words[status] === word);
}

function ofValues({ values }: ReadBack, { tasks }: Told, { none }: SecondWords): string[] {
  return tasks.flatMap(({ id, criteria }) =>
    criteria.flatMap((criterion) => {
      const key = keyOf(id, criterion);
      const shown = values.get(key);
      if (!shown) return [];
      return [
        ...differing(`${key}, measured`, shown.measured, criterion.measuredText || none),
        ...differing(`${key}, expected`, shown.expected, criterion.expected),
      ];
    }),
  );
}

interface JunitCase {
  properties?: { property?: { name: string; value: string }[] };
  failure?: unknown;
  error?: unknown;
}

/** Each test says of its criteria what they came to, and fails exactly where one of them is not met. */
function ofJunit(text: string, results: Told): string[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    // Their number is limited, and a log has many; no key and no status has one.
    processEntities: false,
    isArray: (name) => ["testsuite", "testcase", "property"].includes(name),
  });
  const suites: { testcase?: JunitCase[] }[] = parser.parse(text).testsuites?.testsuite ?? [];
  const expected = statusesOf(results);
  return suites.flatMap(({ testcase = [] }) =>
    testcase.flatMap(({ properties, failure, error }) => {
      const told = (properties?.property ?? []).filter(({ name }) => expected.has(name));
      const statuses = told.map(({ name }) => expected.get(name));
      const hasFailed = failure !== undefined;
      const isGood = !hasFailed && error === undefined;
      return [
        ...told.flatMap(({ name, value }) => differing(name, value, expected.get(name) ?? "")),
        ...(told.length > 0 && hasFailed !== statuses.includes("not-met")
          ? [`${told[0]?.name}: its test ${hasFailed ? "fails" : "does not fail"}`]
          : []),
        ...(!isGood && told.length > 0 && statuses.every((status) => status === "met")
          ? [`${told[0]?.name}: its test is an error`]
          : []),
      ];
    }),
  );
}

/** Of every task and criterion that the plan has, by key. */
function statusesOf({ tasks, planned }: Told): Map<string, Status> {
  const all = tasks.flatMap(({ id, status, criteria }): [string, Status][] => [
    ...(planned.has(id) ? ([[id, status]] as [string, Status][]) : []),
    ...criteria
      .filter((criterion) => planned.has(keyOf(id, { id: criterion.id })))
      .map((criterion): [string, Status] => [keyOf(id, criterion), criterion.status]),
  ]);
  return new Map(all);
}

function keysOf({ blocks }: Plan): Set<string> {
  const tasks = blocks.flatMap((block) => block.tasks);
  return new Set(
    tasks.flatMap(({ id, criteria }) => [
      id,
      ...criteria.map((criterion) => keyOf(id, { id: criterion.id })),
    ]),
  );
}

function verdictOf({ verdict, tasks }: Told, words: SecondWords): string {
  const isWaived = allCriteria(tasks).some(({ status }) => status === "waived");
  return verdict === "accepted" && isWaived ? words.acceptedWithWaivers : words.verdict[verdict];
}

function countsOf({ tasks }: Told, { status: words }: SecondWords): string {
  const statuses = allCriteria(tasks).map(({ status }) => status);
  return STATUSES.map((status) => [words[status], statuses.filter((each) => each === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

function differing(what: string, shown: string, expected: string): string[] {
  return shown === expected ? [] : [`${what}: "${shown}" in place of "${expected}"`];
}
