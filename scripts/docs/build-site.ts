import { join } from "node:path";
import { build } from "vitepress";
import { exclusively } from "../../src/kernel/exclusively.mjs";
import { messageOf, Problem } from "../../src/kernel/problem.ts";
import { REPORTS } from "../../src/report/results/run-folder.ts";
import { ROOT } from "./pages.ts";

/** Where VitePress finds how the site is made. */
export const SOURCE = import.meta.dirname;
/** Where the site is written to. */
export const SITE = join(REPORTS, "docs");

/**
 * Writes the site: each page for readers as HTML, with what it needs beside it. It asks no network.
 *
 * @param folder is replaced
 * @throws Problem when a link leads to no page
 */
export async function buildSite(folder: string): Promise<void> {
  try {
    // What VitePress writes in between has the same place in every build.
    await exclusively("the site of the pages", () => build(SOURCE, { outDir: folder }), ROOT);
  } catch (thrown) {
    const seen = messageOf(thrown);
    if (!seen.includes("dead link")) throw thrown;
    throw new Problem({
      subject: "the site of the pages",
      expected: "every link to lead to a page",
      seen: seen.replace("[vitepress] ", ""),
      remedy: "correct the links that are named above, then run this again",
    });
  }
}
