import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemChromium } from "../../kernel/chromium.ts";
import { STATUSES, type Status } from "../../plan/outcome.ts";
import { loadPlan } from "../../plan/plan-file.ts";
import type { Exhibit } from "../../plan/record.ts";
import type { Plan } from "../../plan/schema.ts";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { lineChart } from "../charts/line-chart.ts";
import type { Results } from "../results/results.ts";
import { resultsWith } from "../testing.ts";
import { languagesOf } from "../words/language.ts";
import { completionHtml } from "./html.ts";

/** As it ends where a host lacks something: some criteria are undetermined. */
function nearlyAllMet(plan: Plan): Results {
  const results = everyStatus(plan, "2026-11-25T21:20:55.348Z");
  let open = 0;
  const tasks = results.tasks.map(({ id, criteria }) =>
    taskResult(
      id,
      ...criteria.map((criterion) => {
        open += 1;
        return open <= OPEN
          ? {
              ...criterion,
              status: "undetermined" as const,
              reason: "the image is not on this host: npm run setup",
            }
          : { ...criterion, status: "met" as const, measured: 0, measuredText: "0" };
      }),
    ),
  );
  return resultsWith({ ...results, tasks });
}

const executablePath = await systemChromium();
const WIDTHS = { phone: 390, desk: 1280 };
/** Its printed area in CSS pixels, between margins of 13 mm. */
const A4 = { width: 695, height: 1024 };
const EXHIBITS_EVERY = 8;
/** Criteria of an ordinary run that are not met. */
const OPEN = 5;
const LONG = "frames.".repeat(40);

function exhibitsOf(criterion: number): Exhibit[] {
  return [
    {
      kind: "table",
      title: `Cells ${criterion}`,
      columns: ["fault", "lost", LONG],
      rows: [["kill", 0, LONG]],
    },
    { kind: "chart", title: "Load", file: "evidence/load.svg" },
  ];
}

/** Every criterion of the plan, in every status by turns, with tables, charts and names that are too long to be kind. */
function everyStatus(plan: Plan, startedAt: string): Results {
  let next = 0;
  const tasks = plan.blocks
    .flatMap(({ tasks: all }) => all)
    .map(({ id, criteria, brokers = [undefined] }) =>
      taskResult(
        id,
        ...criteria.flatMap((criterion) =>
          brokers.map((broker) => {
            next += 1;
            return criterionResult(criterion.id, {
              ...(broker ? { broker } : {}),
              status: STATUSES[next % STATUSES.length] as Status,
              reason: `the reason\nwith a second line ${LONG}`,
              details: { seen: LONG, frames: 12_345.6 },
              evidence: ["evidence/a.log"],
              exhibits: next % EXHIBITS_EVERY === 0 ? exhibitsOf(next) : [],
            });
          }),
        ),
      ),
    );
  return resultsWith({
    startedAt,
    hashes: { config: "abc".repeat(20) },
    versions: { redis: "8.0.2" },
    tasks,
  });
}

describe.skipIf(!executablePath)("the page in a browser (skipped where the host has no Chromium)", () => {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string, args: ["--no-sandbox"] });
    const plan = loadPlan();
    const svg = lineChart({
      title: "Load",
      unit: "frames/s",
      startMs: 0,
      lines: [
        {
          name: "sent",
          points: [
            [0, 1],
            [1_000, 2],
          ],
        },
      ],
    });
    const earlier = [everyStatus(plan, "2026-11-24T21:20:55.348Z")];
    const results = everyStatus(plan, "2026-11-25T21:20:55.348Z");
    const ordinary = completionHtml({
      ...{ plan, results: nearlyAllMet(plan), earlier, language: "en", read: () => svg },
    });
    writeFileSync(join(folder, "en.ordinary.html"), ordinary);
    for (const language of languagesOf(loadPlan())) {
      const page = completionHtml({ plan, results, earlier, language, read: () => svg });
      writeFileSync(join(folder, `${language}.html`), page);
    }
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** @returns the page, and what it asked the network for */
  async function opened(
    language: string,
    options: BrowserContextOptions,
  ): Promise<{ page: Page; asked: string[]; context: AsyncDisposable }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, `${language}.html`)).href);
    return { page, asked, context };
  }

  // Each language, width and scheme with one of the others; all eight say the same and take twice as long.
  const looks = [
    { language: "en", width: WIDTHS.desk, colorScheme: "light" },
    { language: "en", width: WIDTHS.phone, colorScheme: "dark" },
    { language: "pl", width: WIDTHS.phone, colorScheme: "light" },
    { language: "pl", width: WIDTHS.desk, colorScheme: "dark" },
  ] as const;

  test.each(looks)(
    "axe finds nothing: $language, $width px, $colorScheme",
    async ({ language, width, colorScheme }) => {
      const { page, context } = await opened(language, { viewport: { width, height: 900 }, colorScheme });
      await using _context = context;

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    },
  );

  test.each(looks)(
    "nothing reaches beyond the edge: $language, $width px, $colorScheme",
    async ({ language, width, colorScheme }) => {
      const { page, context } = await opened(language, { viewport: { width, height: 900 }, colorScheme });
      await using _context = context;

      expect(await page.evaluate("document.scrollingElement.scrollWidth")).toBeLessThanOrEqual(width);
    },
  );

  test("what is read first fits a desk's screen, and what is signed fits a page of A4", async () => {
    const { page, context } = await opened("en.ordinary", { viewport: { width: WIDTHS.desk, height: 900 } });
    await using _context = context;
    const front = page.locator("header.front");
    const onScreen = await front.boundingBox();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: A4.width, height: 900 });
    const onPaper = await front.boundingBox();

    expect((onScreen?.y ?? 0) + (onScreen?.height ?? 0)).toBeLessThanOrEqual(900);
    expect(onPaper?.height).toBeLessThanOrEqual(A4.height);
  });

  test("the checklist is narrowed down by status, broker and words, and a link opens what it names", async () => {
    const { page, context } = await opened("en.ordinary", {});
    await using _context = context;
    const shown = () => page.locator("details.criterion:visible").count();
    const all = await shown();

    await page.getByRole("checkbox", { name: "met", exact: false }).last().uncheck();
    expect(await shown()).toBe(OPEN);
    await page.getByRole("checkbox").last().check();
    await page.getByRole("combobox").selectOption("rabbitmq");
    expect(await shown()).toBeLessThan(all);
    await page.getByRole("combobox").selectOption("");
    await page.keyboard.press("/");
    await page.keyboard.type("p99");
    expect(await shown()).toBe(2);

    await page.locator('td[data-key="overall/reliability/failover-time@redis"] a').click();
    expect(await shown()).toBe(all);
    expect(await page.locator('[data-key="overall/reliability/failover-time@redis"] .body').isVisible()).toBe(
      true,
    );
  });

  test("without a script the whole checklist is there, and no control that would do nothing", async () => {
    const { page, context } = await opened("en.ordinary", { javaScriptEnabled: false });
    await using _context = context;

    expect(await page.locator("details.criterion:visible").count()).toBeGreaterThan(100);
    expect(await page.getByRole("searchbox").isVisible()).toBe(false);
  });

  test.each(languagesOf(loadPlan()))("it loads nothing but itself: %s", async (language) => {
    const { asked, context } = await opened(language, {});
    await using _context = context;

    expect(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
  });

  test("the first stop of the keyboard leads to the checklist", async () => {
    const { page, context } = await opened("en", {});
    await using _context = context;
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    expect(page.url()).toMatch(/#checklist$/);
  });
});
