import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { systemChromium } from "../../kernel/chromium.ts";
import { Problem } from "../../kernel/problem.ts";

/** Of a page at a desk, in CSS pixels. */
const SCREEN = { width: 1280, height: 900 };

/** Writes the first screen of a page as PNG. @throws Problem where this host has no Chromium */
export async function takePicture(page: string, file: string): Promise<void> {
  const executablePath = await systemChromium();
  if (!executablePath) {
    throw new Problem({
      subject: "the picture of the report",
      expected: "Chromium on this host",
      seen: "none on the PATH",
      remedy: "install it (Debian: apt-get install chromium), or leave --picture out",
    });
  }
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const opened = await browser.newPage({ viewport: SCREEN, colorScheme: "light" });
    await opened.goto(pathToFileURL(page).href);
    await opened.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}
