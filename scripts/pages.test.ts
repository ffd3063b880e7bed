import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorOf, PAGES, ROOT } from "./docs/pages.ts";

const FOLDERS = /^(?:src|specs|fixtures|config|scripts|images|dashboards|plan|docs|\.github)\//;

describe("the pages for readers", () => {
  it.each(PAGES)("%s links to pages and headings that exist", (page) => {
    expect(linksOf(page).filter((link) => !isThere(page, link))).toEqual([]);
  });

  it.each(PAGES)("%s names files and folders that exist", (page) => {
    const paths = codeOf(page).filter((code) => FOLDERS.test(code) && !/[<*\s]/.test(code));
    const missing = paths.filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });

  it.each(PAGES)("%s names npm commands that exist", (page) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...textOf(page).matchAll(/npm run ([a-z]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("README.md has 120 lines at most", () => {
    expect(textOf("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(120);
  });
});

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** Targets of Markdown links within this repository. */
function linksOf(page: string): string[] {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function isThere(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return false;
  return heading === undefined || anchorsOf(target).includes(heading);
}

/** The anchors of the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => anchorOf(title));
}

/** What stands between backticks within a line. */
function codeOf(page: string): string[] {
  return [...textOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}
