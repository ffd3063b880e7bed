import { completionHtml, type Report } from "./html.ts";
import type { Language } from "./language.ts";
import { completionMarkdown } from "./markdown.ts";

/**
 * The completion report as a page and as Markdown, by file name: completion.html and .md in English, completion.pl.html
 * and .md in Polish.
 */
export function renderedReports(
  report: Omit<Report, "language">,
  languages: readonly Language[],
): Record<string, string> {
  const files = languages.flatMap((language) => {
    const name = language === "en" ? "completion" : `completion.${language}`;
    return [
      [`${name}.md`, completionMarkdown(report.plan, report.results, language)],
      [`${name}.html`, completionHtml({ ...report, language })],
    ];
  });
  return Object.fromEntries(files);
}
