import { completionHtml } from "./html/html.ts";
import type { Report } from "./html/report.ts";
import { completionMarkdown } from "./markdown/markdown.ts";
import type { Language } from "./words/language.ts";

/**
 * The completion report as a page and as Markdown, by file name: completion.html and .md in English, completion.pl.html
 * and .md in Polish.
 */
export function renderedReports(
  report: Omit<Report, "language">,
  languages: readonly Language[],
): Record<string, string> {
  const files = languages.flatMap((language) => {
    const [checklist, page] = namesIn(language);
    return [
      [checklist, completionMarkdown(report.plan, report.results, language)],
      [page, completionHtml({ ...report, language })],
    ];
  });
  return Object.fromEntries(files);
}

/** The names of all files that a run publishes beside its evidence and its statement. */
export function publishedNames(languages: readonly Language[]): string[] {
  return ["results.json", "junit.xml", ...languages.flatMap(namesIn)];
}

function namesIn(language: Language): [checklist: string, page: string] {
  const name = language === "en" ? "completion" : `completion.${language}`;
  return [`${name}.md`, `${name}.html`];
}
