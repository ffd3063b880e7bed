import { expect, test } from "vitest";
import type { CriterionResult } from "../plan/conclude.ts";
import type { Plan } from "../plan/schema.ts";
import { completionHtml } from "./html.ts";
import type { Results } from "./results.ts";

const titled = (en: string) => ({ en, pl: `${en} po polsku` });

const PLAN: Plan = {
  title: titled("Phase 2"),
  blocks: [
    {
      id: "block1",
      title: titled("Redis"),
      success: [{ title: titled("Nothing is lost"), shownBy: ["block1/load/rate"] }],
      tasks: [
        {
          id: "block1/load",
          title: titled("Load"),
          brokers: ["redis"],
          criteria: [
            {
              id: "rate",
              title: titled("Frames per second"),
              expected: { moreThan: 1000.5 },
              unit: "frames/s",
              remedy: "raise it",
            },
          ],
        },
      ],
    },
  ],
};

function resultsWith(criterion: Partial<CriterionResult>): Results {
  const result: CriterionResult = {
    id: "rate",
    broker: "redis",
    status: "met",
    expected: "> 1,000.5 frames/s",
    details: {},
    evidence: [],
    ...criterion,
  };
  return {
    verdict: result.status === "met" ? "accepted" : "rejected",
    profile: "full",
    startedAt: "2026-11-25T21:20:55.348Z",
    durationMs: 61_000,
    commit: "c0ffee",
    host: { os: "Debian", kernel: "6", cpu: "x", cores: 2, memoryGib: 8, node: "v24" },
    hashes: { config: "abc" },
    images: [],
    versions: { redis: "8.0.2" },
    tasks: [{ id: "block1/load", status: result.status, criteria: [result] }],
  };
}

function page(
  results: Results,
  { language = "en" as "en" | "pl", read = (): string | undefined => undefined } = {},
) {
  return completionHtml({ plan: PLAN, results, earlier: [], language, read });
}

test("what is not met stands at the top with what was measured beside what was expected", () => {
  const text = page(
    resultsWith({
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
  const text = page(resultsWith({ status: "not-met", measured: 12_345.6 }), { language: "pl" });

  expect(text).toContain('<html lang="pl">');
  expect(text).toContain("Phase 2 po polsku");
  expect(text).toMatch(/zmierzono 12\s346 klatek\/s, oczekiwano &gt; 1001 klatek\/s/);
  expect(text).toContain("25 listopada 2026");
  expect(text).not.toMatch(/\b(measured|expected|Sign-off|undetermined)\b(?![^<]*\{)/);
});

test("a program's output cannot become markup", () => {
  const text = page(
    resultsWith({ status: "undetermined", reason: "<script>alert(1)</script>", details: { "<b>": "<i>" } }),
  );

  expect(text).not.toMatch(/<script>|<b>:|<i>/);
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("charts are part of the page, as pictures with a text; nothing is loaded from elsewhere", () => {
  const exhibits = [{ kind: "chart" as const, title: "Throughput", file: "evidence/a.svg" }];
  const text = page(resultsWith({ exhibits }), { read: () => "<svg/>" });

  expect(text).toMatch(/<img src="data:image\/svg\+xml;base64,PHN2Zy8\+" alt="Throughput"/);
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test("a table is shown with its columns and rows", () => {
  const exhibits = [
    { kind: "table" as const, title: "Cells", columns: ["fault", "lost"], rows: [["power cut", 0]] },
  ];
  const text = page(resultsWith({ exhibits }));

  expect(text).toMatch(/<th scope="col">fault<\/th><th scope="col">lost<\/th>/);
  expect(text).toMatch(/<td>power cut<\/td><td class="number">0<\/td>/);
});

test("there is a place to sign", () => {
  expect(page(resultsWith({}))).toMatch(/Sign-off[\s\S]*Name[\s\S]*Date[\s\S]*Decision[\s\S]*Remarks/);
});

test("what refutes is told before what nobody tried", () => {
  const [block] = PLAN.blocks;
  const tasks = block?.tasks ?? [];
  const untried = tasks.map((task) => ({ ...task, id: "block0/untried", title: titled("Untried") }));
  const plan = {
    ...PLAN,
    blocks: [{ ...block, id: "b", title: titled("B"), success: [], tasks: [...untried, ...tasks] }],
  };
  const results = resultsWith({ status: "not-met", measured: 1 });
  const notRun = {
    id: "rate",
    broker: "redis" as const,
    status: "not-run" as const,
    expected: "",
    details: {},
    evidence: [],
  };
  const all = {
    ...results,
    tasks: [{ id: "block0/untried", status: "not-run" as const, criteria: [notRun] }, ...results.tasks],
  };
  const text = completionHtml({ plan, results: all, earlier: [], language: "en", read: () => undefined });

  expect(text.indexOf('">Frames per second (redis)</a>')).toBeLessThan(text.indexOf('">Untried</a>'));
});

test("what was verified is said at the top where it is not a stack of the run's own, and so is an interruption", () => {
  const results: Results = {
    ...resultsWith({}),
    target: { kind: "addresses", file: "staging.yaml", allowsFaults: false },
    isInterrupted: true,
  };

  expect(page(results)).toContain("Verified on the brokers at the addresses of staging.yaml, without faults");
  expect(page(results, { language: "pl" })).toContain("Przebieg przerwano");
  expect(page(resultsWith({}))).not.toMatch(/Verified on|interrupted/);
});
