import { join } from "node:path";
import { defineConfig } from "vitepress";
import { pictureOf } from "../diagram.ts";
import { anchorOf, ROOT } from "../pages.ts";
import { addressOf, SIDEBAR } from "../sidebar.ts";

/** The site is made of the Markdown files where they are: what GitHub shows is what it shows. */
export default defineConfig({
  lang: "en",
  title: "broker-signoff",
  description: "Acceptance tests for a message broker, ending in a report that can be signed",
  srcDir: ROOT,
  srcExclude: ["!(docs)/**/*.md"],
  outDir: join(ROOT, "reports/docs"),
  cacheDir: join(ROOT, ".tmp/docs"),
  rewrites: { "README.md": "index.md" },
  // The runbook links to what runs on the reader's own host.
  ignoreDeadLinks: "localhostLinks",
  markdown: {
    // Of the themes that Shiki has, those whose comments can be read by everybody.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    anchor: { slugify: anchorOf },
    config(markdown) {
      const { fence } = markdown.renderer.rules;
      markdown.renderer.rules.fence = (tokens, at, ...others) =>
        pictureOf(tokens, at) ?? fence?.(tokens, at, ...others) ?? "";
    },
  },
  // Its environment is not the stack's, which has credentials.
  vite: { envDir: import.meta.dirname },
  themeConfig: {
    search: {
      provider: "local",
      options: { translations: { button: { buttonText: "Search (/)", buttonAriaLabel: "Search (/)" } } },
    },
    outline: [2, 3],
    sidebar: SIDEBAR.map(({ title, pages }) => ({
      text: title,
      items: pages.map(([text, page]) => ({ text, link: addressOf(page) })),
    })),
  },
});
