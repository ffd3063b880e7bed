import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { comparisonHtml } from "./comparison-html.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { evidenceOf } from "./evidence.ts";
import { summaryOf } from "./summary.ts";
import { brokerOf, cellOf, cellsOf, comparisonOf, turnOf } from "./testing.ts";
import { writeComparison } from "./write.ts";

const COMPARISON = comparisonOf(brokerOf(), brokerOf({ title: "NATS" }));
const BROKEN = comparisonOf(brokerOf({ cells: cellsOf({ kill: [cellOf({ status: "broken", lost: 3 })] }) }));

test("every link of both reports leads to a file of the evidence", () => {
  const files = Object.keys(evidenceOf(COMPARISON));
  const linked = [
    ...comparisonHtml(COMPARISON).matchAll(/href="([^"#]+)"/g),
    ...comparisonMarkdown(COMPARISON).matchAll(/\]\(([^)]+)\)/g),
  ].map(([, path]) => path);

  expect(linked.length).toBeGreaterThan(40);
  expect(linked.filter((path) => !files.includes(path ?? ""))).toEqual([]);
});

test("the page needs no other file to be read: four charts are in it", () => {
  const page = comparisonHtml(COMPARISON);

  expect(page.match(/<img src="data:image\/svg/g)).toHaveLength(4);
  expect(page).not.toMatch(/<script|<link|src="(?!data:)/);
});

test("the table has the same rows in both", () => {
  for (const title of ["p99.9, ha", "Confirmed frames lost", "What keeps a frame"]) {
    expect(comparisonHtml(COMPARISON)).toContain(title);
    expect(comparisonMarkdown(COMPARISON)).toContain(title);
  }
});

test("what a program or a broker said is no markup", () => {
  const busy = comparisonOf(brokerOf({ rounds: [{ ...turnOf(0), busy: "<b>make</b> | used it" }] }));

  expect(comparisonHtml(busy)).toContain("&lt;b&gt;make");
  expect(comparisonMarkdown(busy)).toContain("\\<b>make\\</b> \\| used it");
});

test("lost frames stand above everything", () => {
  expect(comparisonHtml(BROKEN).indexOf("Confirmed frames were lost")).toBeLessThan(
    comparisonHtml(BROKEN).indexOf("<table"),
  );
  expect(comparisonMarkdown(BROKEN)).toContain("- Redis, ha, primary killed: it was broken");
  expect(comparisonMarkdown(COMPARISON)).not.toContain("were lost");
});

test("a terminal shows the figures, and where the report is", () => {
  const lines = summaryOf(COMPARISON).split("\n");

  expect(lines[0]).toMatch(/^ +Redis +NATS$/);
  expect(lines.at(-1)).toBe("The report: reports/comparison.html");
  expect(lines.find((line) => line.startsWith("  p50, ha"))).toMatch(/ms \(/);
});

test("a comparison takes the place of the one before, and of nothing else", () => {
  const reports = scratchFolder("reports-");
  writeComparison(comparisonOf(brokerOf({ title: "NATS" })), reports);
  writeComparison(comparisonOf(brokerOf()), reports);

  const read = (name: string) => readFileSync(join(reports, name), "utf8");
  expect(read("comparison.html")).toContain("<h1>Brokers compared: Redis</h1>");
  expect(read("evidence/comparison/redis/ha/received.hgrm")).toContain("Percentile");
  expect(() => read("evidence/comparison/nats/ha/received.hgrm")).toThrow("ENOENT");
});
