import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { systemChromium } from "../../kernel/chromium.ts";
import { Problem } from "../../kernel/problem.ts";

/** Of a page at a desk, in CSS pixels. */
const SCREEN = { width: 1280, height: 900 };
/** Of one criterion: a table of a hundred rows is no picture. */
const MOST_HEIGHT = 620;

/** Writes the first screen of a page as PNG. @throws Problem where this host has no Chromium */
export async function takePicture(page: string, file: string): Promise<void> {
  await shown(page, async (opened) => {
    await opened.screenshot({ path: file });
  });
}

/** Writes one criterion of a page, opened, as PNG: its beginning, where it is long. @param key task/criterion@broker @throws Problem where this host has no Chromium */
export async function pictureOfCriterion(page: string, key: string, file: string): Promise<void> {
  await shown(page, async (opened) => {
    const criterion = opened.locator(`details[data-key="${key}"]`);
    await criterion.evaluate((element) => element.setAttribute("open", ""));
    const box = await criterion.boundingBox();
    if (!box) throw new Error(`${page} does not show ${key}`);
    const clip = { ...box, height: Math.min(box.height, MOST_HEIGHT) };
    await opened.screenshot({ path: file, fullPage: true, clip });
  });
}

async function shown(page: string, take: (opened: Page) => Promise<void>): Promise<void> {
  const executablePath = await systemChromium();
  if (!executablePath) {
    throw new Problem({
      subject: "the picture of the report",
      expected: "Chromium on this host",
      seen: "none on the PATH",
      remedy: "install it (Debian: apt-get install chromium), or do without the picture",
    });
  }
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const opened = await browser.newPage({ viewport: SCREEN, colorScheme: "light" });
    await opened.goto(pathToFileURL(page).href);
    await take(opened);
  } finally {
    await browser.close();
  }
}
