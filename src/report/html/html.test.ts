import { expect, test } from "vitest";
import type { CriterionResult } from "../../plan/conclude.ts";
import type { Block } from "../../plan/schema.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../../plan/testing.ts";
import type { Results } from "../results/results.ts";
import { resultsWith } from "../testing.ts";
import { completionHtml } from "./html.ts";

const titled = (en: string) => ({ en, pl: `${en} po polsku` });

const RATE = plannedCriterion("rate", {
  title: titled("Frames per second"),
  expected: { moreThan: 1000.5 },
  unit: "frames/s",
});
const LOAD = plannedTask("block1/load", [RATE], { title: titled("Load"), brokers: ["redis"] });
const [BLOCK] = planOf(LOAD).blocks;
const PLAN = {
  ...planOf(LOAD),
  title: titled("Phase 2"),
  blocks: [
    {
      ...(BLOCK as Block),
      success: [{ title: titled("Nothing is lost"), shownBy: ["block1/load/rate"] }],
    },
  ],
};

function resultsOf(criterion: Partial<CriterionResult>): Results {
  const result = criterionResult("rate", { broker: "redis", expected: "> 1,000.5 frames/s", ...criterion });
  return resultsWith({ tasks: [taskResult("block1/load", result)] });
}

function page(
  results: Results,
  { language = "en" as "en" | "pl", read = (): string | undefined => undefined } = {},
) {
  return completionHtml({ plan: PLAN, results, earlier: [], language, read });
}

test("what is not met stands at the top with what was measured beside what was expected", () => {
  const text = page(
    resultsOf({
      status: "not-met",
      measured: 12_345.6,
      measuredText: "12,346 frames/s",
      reason: "raise it",
    }),
  );

  expect(text).toMatch(/Rejected: at least one criterion is not met\./);
  expect(text).toMatch(
    /Frames per second \(redis\)<\/a>: measured 12,346 frames\/s, expected &gt; 1,000.5 frames\/s/,
  );
});

test("in Polish, titles, words, units, numbers and dates are Polish", () => {
  const text = page(resultsOf({ status: "not-met", measured: 12_345.6 }), { language: "pl" });

  expect(text).toContain('<html lang="pl">');
  expect(text).toContain("Phase 2 po polsku");
  expect(text).toMatch(/zmierzono 12\s346 klatek\/s, oczekiwano &gt; 1000,5 klatek\/s/);
  expect(text).toContain("25 listopada 2026");
  expect(text.replace(/<style>.*?<\/style>|<script>.*?<\/script>|class="\w+"/gs, "")).not.toMatch(
    /\b(measured|expected|Sign-off|undetermined)\b/,
  );
});

test("a program's output cannot become markup", () => {
  const text = page(
    resultsOf({ status: "undetermined", reason: "<script>alert(1)</script>", details: { "<b>": "<i>" } }),
  );

  expect(text).not.toMatch(/<script>alert|<b>:|<i>/);
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("charts are part of the page, as pictures with a text; nothing is loaded from elsewhere", () => {
  const exhibits = [{ kind: "chart" as const, title: "Throughput", file: "evidence/a.svg" }];
  const text = page(resultsOf({ exhibits }), { read: () => "<svg/>" });

  expect(text).toMatch(/<img src="data:image\/svg\+xml;base64,PHN2Zy8\+" alt="Throughput"/);
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test("a table is shown with its columns and rows", () => {
  const exhibits = [
    { kind: "table" as const, title: "Cells", columns: ["fault", "lost"], rows: [["power cut", 0]] },
  ];
  const text = page(resultsOf({ exhibits }));

  expect(text).toMatch(/<th scope="col">fault<\/th><th scope="col">lost<\/th>/);
  expect(text).toMatch(/<td>power cut<\/td><td class="number">0<\/td>/);
});

test("each criterion is a line that opens, with what the checklist is narrowed down by", () => {
  const text = page(resultsOf({ measured: 12_345.6, measuredText: "12,346 frames/s" }));

  expect(text).toMatch(
    /<details class="criterion" data-key="block1\/load\/rate@redis" data-status="met" data-broker="redis">/,
  );
  expect(text).toMatch(/<span class="measured" data-label="measured">12,346 frames\/s<\/span>/);
});

test("a column with a long text goes below its row", () => {
  const long = "it took so long that nobody waited for it any more, and then some";
  const exhibits = [
    { kind: "table" as const, title: "Cells", columns: ["fault", "seen"], rows: [["power cut", long]] },
  ];
  const text = page(resultsOf({ exhibits }));

  expect(text).toContain('<th scope="col">fault</th></tr>');
  expect(text).toContain(`<tr class="below"><td colspan="1"><b>seen</b>: ${long} </td></tr>`);
});

test("there is a block to sign", () => {
  expect(page(resultsOf({}))).toMatch(/Sign-off[\s\S]*Name[\s\S]*Date[\s\S]*Decision[\s\S]*Remarks/);
});

test("the reasons stand worst first, whatever the plan's order", () => {
  const ids = ["waived", "not-run", "undetermined", "not-met"] as const;
  const tasks = ids.map((id) => plannedTask(`block1/${id}`, [{ ...RATE, title: titled(`It is ${id}`) }]));
  const results = resultsWith({
    tasks: ids.map((id) => taskResult(`block1/${id}`, criterionResult("rate", { status: id }))),
  });
  const text = completionHtml({
    plan: planOf(...tasks),
    results,
    earlier: [],
    language: "en",
    read: () => undefined,
  });
  const reasons = text.slice(text.indexOf("<h2>What is open"), text.indexOf('<section id="sign-off"'));

  expect([...reasons.matchAll(/class="status ([a-z-]+)"/g)].map(([, status]) => status)).toEqual([
    "not-met",
    "undetermined",
    "not-run",
    "waived",
  ]);
});

test("what was verified is said at the top where it is not a stack of the run's own, and so is an interruption", () => {
  const results: Results = {
    ...resultsOf({}),
    target: { kind: "addresses", file: "staging.yaml", allowsFaults: false },
    isInterrupted: true,
  };

  expect(page(results)).toContain("Verified on the brokers at the addresses of staging.yaml, without faults");
  expect(page(results, { language: "pl" })).toContain("Przebieg przerwano");
  expect(page(resultsOf({}))).not.toMatch(/Verified on|interrupted/);
});

test("what a criterion that is met does not cover stands below it, and why its limit is what it is in its details", () => {
  const told = { notCovered: titled("A second disk."), why: titled("A frame a second.") };
  const task = plannedTask("block1/load", [{ ...RATE, ...told }], { brokers: ["redis"] });
  const of = (status: "met" | "not-met", language: "en" | "pl") =>
    completionHtml({
      plan: planOf(task),
      results: resultsOf({ status }),
      earlier: [],
      language,
      read: () => undefined,
    });

  expect(of("met", "en")).toContain("<b>not covered</b>: A second disk.");
  expect(of("met", "en")).toContain("<b>limits because</b>: A frame a second.");
  expect(of("met", "pl")).toContain("<b>nie obejmuje</b>: A second disk. po polsku");
  expect(of("not-met", "en")).not.toContain("A second disk.");
});

test("a shard that is missing is named at the top, where a merged report says which it has", () => {
  const results = resultsOf({ status: "not-run" });
  const { host, startedAt, durationMs } = results;
  const merged = {
    of: 2,
    division: [["block0/ports"], ["block1/load"]],
    missing: [2],
    parts: [{ number: 1, host, startedAt, durationMs }],
  };
  const [front = ""] = page({ ...results, merged }).split("</header>");

  expect(front).toContain("<p>Merged from shard 1 of 2.</p>");
  expect(front).toContain("<p><strong>Shard 2 of 2 is missing. Not run: block1/load.</strong></p>");
});
