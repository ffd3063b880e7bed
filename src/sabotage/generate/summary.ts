import { reasonOf } from "../../judges/sabotage-generated.ts";
import type { Generated } from "./generate.ts";
import type { Result } from "./known-results.ts";
import type { Mutant } from "./mutant.ts";

interface Row {
  file: string;
  settings: number;
  mutants: number;
  caught: number;
  refused: number;
  equivalent: number;
  right: number;
  gaps: number;
  news: number;
  beyondHost: number;
  untried: number;
}

/** What is known of all mutants, as Markdown: for each file, and each survivor with its reason. */
export function summaryOf(generated: Generated): string {
  const rows = rowsOf(generated);
  const total = rows.reduce((sum, row) => plus(sum, row), emptyRow("all"));
  const { right, gaps } = generated.survivors;
  return [
    `${total.settings} settings, ${total.mutants} mutants: ${total.caught} caught, ${total.refused} refused by the program, ${total.equivalent} make no difference to the program, ${total.right} survive rightly, ${total.gaps} show a gap, ${total.news} survive without a reason, ${total.beyondHost} can't be seen on this host, ${total.untried} are not tried yet.`,
    "",
    "| file | settings | mutants | caught | refused | no difference | survive rightly | gaps | without a reason | beyond this host | not tried yet |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
    ...[...rows, total].map(
      (row) =>
        `| ${row.file === "all" ? "all" : `\`${row.file}\``} | ${row.settings} | ${row.mutants} | ${row.caught} | ${row.refused} | ${row.equivalent} | ${row.right} | ${row.gaps} | ${row.news} | ${row.beyondHost} | ${row.untried} |`,
    ),
    ...sectionOf("Survivors that are right", survivorsOf(generated, right)),
    ...sectionOf("Gaps", survivorsOf(generated, gaps)),
    ...sectionOf(
      "Survivors without a reason",
      generated.verdict.news.map((id) => `- \`${id}\``),
    ),
  ].join("\n");
}

/** Survivors by their reason, those of one reason together. */
function survivorsOf({ known, survivors }: Generated, reasons: Readonly<Record<string, string>>): string[] {
  const all = { ...survivors.right, ...survivors.gaps };
  const byReason = new Map<string, string[]>();
  for (const { id, status } of known.fates) {
    const reason = status === "survived" ? reasonOf(id, all) : undefined;
    if (reason === undefined || !Object.values(reasons).includes(reason)) continue;
    byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  }
  return [...byReason].map(
    ([reason, ids]) => `- ${reason.trim()} (${ids.length}): ${ids.map((id) => `\`${id}\``).join(", ")}`,
  );
}

function sectionOf(title: string, lines: readonly string[]): string[] {
  return ["", `## ${title}`, "", ...(lines.length > 0 ? lines : ["None."])];
}

function rowsOf(generated: Generated): Row[] {
  const byFile = Map.groupBy(generated.mutants, ({ file }) => file);
  return [...byFile].map(([file, mutants]) =>
    mutants.reduce((row, mutant) => plus(row, oneOf(generated, mutant)), {
      ...emptyRow(file),
      settings: new Set(mutants.map(({ setting }) => setting)).size,
    }),
  );
}

function oneOf({ known, survivors }: Generated, { id, file }: Mutant): Row {
  const row = { ...emptyRow(file), mutants: 1 };
  return { ...row, [columnOf(known.of(id), id, survivors)]: 1 };
}

type Column = "caught" | "refused" | "equivalent" | "right" | "gaps" | "news" | "beyondHost" | "untried";

function columnOf(result: Result | undefined, id: string, { right, gaps }: Generated["survivors"]): Column {
  if (!result) return "untried";
  if (result.status === "beyond host") return "beyondHost";
  if (result.status !== "survived") return result.status;
  const reason = reasonOf(id, { ...right, ...gaps });
  if (reason === undefined) return "news";
  return Object.values(gaps).includes(reason) ? "gaps" : "right";
}

function emptyRow(file: string): Row {
  return {
    file,
    settings: 0,
    mutants: 0,
    caught: 0,
    refused: 0,
    equivalent: 0,
    right: 0,
    gaps: 0,
    news: 0,
    beyondHost: 0,
    untried: 0,
  };
}

function plus(a: Row, b: Row): Row {
  const { file, ...numbers } = a;
  const sums = Object.entries(numbers).map(
    ([column, count]) => [column, count + b[column as keyof typeof numbers]] as const,
  );
  return { file, ...(Object.fromEntries(sums) as typeof numbers) };
}
