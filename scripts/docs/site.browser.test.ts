import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { execa } from "execa";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemChromium } from "../../src/kernel/chromium.ts";
import { PAGES } from "./pages.ts";
import { addressOf } from "./sidebar.ts";

const executablePath = await systemChromium();
/** No server has this name: what the browser asks for is answered from the folder, and nothing else is. */
const SERVER = "http://site.invalid";
/** Tables, a picture, and code. */
const CHIEF = new Set(["README.md", "CONCEPTS.md", "docs/runbook.md"]);
/** Against hanging only. */
const BUILD_TIMEOUT_MS = 300_000;

describe.skipIf(!executablePath)("the site in a browser (skipped where the host has no Chromium)", () => {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  let browser: Browser;

  beforeAll(async () => {
    const command = join(import.meta.dirname, "../docs.ts");
    await execa(process.execPath, [command, "--out", folder], { env: { NODE_ENV: undefined } });
    browser = await chromium.launch({ executablePath: executablePath as string, args: ["--no-sandbox"] });
  }, BUILD_TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** @returns the page, and what it asked for that is not in the site */
  async function opened(
    address: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; missed: string[]; context: AsyncDisposable }> {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const missed: string[] = [];
    await context.route("**/*", async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      const file = join(folder, pathname === "/" ? "index.html" : pathname);
      const path = extname(file) ? file : `${file}.html`;
      if (origin === SERVER && existsSync(path)) return route.fulfill({ path });
      missed.push(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    await page.goto(`${SERVER}${address}`);
    // Until then it is HTML that answers no key.
    await page.waitForFunction("document.querySelector('#app')?.__vue_app__");
    return { page, missed, context };
  }

  const looks = [390, 1280].flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
  );
  // The pages that differ most in every look, the others in one each: all of them in all take four times as long.
  const seen = PAGES.flatMap((name, nth) =>
    (CHIEF.has(name) ? looks : looks.slice(nth % looks.length).slice(0, 1)).map((look) => ({
      name,
      ...look,
    })),
  );

  test.each(seen)(
    "axe finds nothing, and nothing reaches beyond the edge: $name, $width px, $colorScheme",
    async ({ name, width, colorScheme }) => {
      const { page, missed, context } = await opened(addressOf(name), {
        viewport: { width, height: 900 },
        colorScheme,
      });
      await using _context = context;

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate("document.scrollingElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(missed).toEqual([]);
    },
  );

  test("the search finds an alert's section in the runbook, and leads there", async () => {
    const { page, missed, context } = await opened("/");
    await using _context = context;
    await page.keyboard.press("/");
    await page.locator("#localsearch-input").fill("RedisAofFailing");
    await page.getByRole("option").locator('[href="/docs/runbook.html#redisaoffailing"]').click();
    await page.locator("h2#redisaoffailing").waitFor();
    expect(missed).toEqual([]);
  });
});
