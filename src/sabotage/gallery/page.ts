import type { CriterionResult } from "../../plan/conclude.ts";
import type { RedReport } from "./red-reports.ts";

/** What a run said of the criterion that a report was made for. */
export interface Shown extends Pick<CriterionResult, "status" | "measuredText" | "expected" | "reason"> {
  report: RedReport;
  /** What the report calls the criterion. */
  title: string;
}

const STATUS = { "not-met": "not met", undetermined: "undetermined" } as const;

/** The pages of a gallery, as Markdown. @param pictures the folder of the pictures, as the page reaches it */
export function galleryOf(shown: readonly Shown[], pictures: string): string {
  return shown.map((each) => sectionOf(each, pictures)).join("\n\n");
}

function sectionOf({ report, title, measuredText, expected, reason }: Shown, pictures: string): string {
  const { id, title: heading, done, shows, status, steps } = report;
  const measured = measuredText ? `: measured ${measuredText}, expected ${expected}` : "";
  return [
    `## ${heading}`,
    "",
    done,
    "",
    `![${heading}: the criterion in the report](${pictures}/${pictureOf(id)})`,
    "",
    `**${title}** (\`${shows}\`) is *${STATUS[status]}*${measured}.`,
    "",
    ...(reason ?? "").split("\n").map((line) => `> ${line.trim()}`.trimEnd()),
    "",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
  ].join("\n");
}

/** The file of a picture. */
export function pictureOf(id: string): string {
  return `gallery-${id}.png`;
}
