import { describeRow, type Row } from "./row.ts";

const HEAD = `# Hosts

\`npm run hosts\` makes each kind of host on one machine, clones this repository there, runs \`npm run signoff\` with a part of the
tasks, and writes this page. A kind is as expected when nothing is *not met* and only what the table explains is
*undetermined*. The verdict is *incomplete* at best: the other tasks read *not run*.
`;

/** docs/hosts.md: each kind with its verdict, and what can't be determined there and why. */
export function pageOf(rows: readonly Row[], { machine }: { machine: string }): string {
  const total = rows.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    HEAD,
    `Last run on ${machine}; ${minutes(total)} min in all.`,
    "",
    "| kind | verdict | tasks | undetermined there, and why | min |",
    "|---|---|---|---|---:|",
    ...rows.map(line),
    "",
    ...leftOut(rows),
  ].join("\n");
}

function line(row: Row): string {
  const { kind, seconds } = row;
  const why = kind.undetermined.map((each) => `\`${each.criterion}\`: ${each.why}`);
  const cells = [
    `\`${kind.id}\`: ${kind.title}`,
    describeRow(row),
    kind.tasks.join(", "),
    row.notMade ? "" : why.join("<br>") || "nothing",
    minutes(seconds),
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function leftOut(rows: readonly Row[]): string[] {
  const services = new Set(rows.flatMap((row) => row.leftOut ?? []));
  if (services.size === 0) return [];
  const named = [...services].sort().join(", ");
  return [`Left out of the stack, because this machine has no image of it: ${named}.`, ""];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(1);
}
