import { join } from "node:path";
import { BROKERS } from "../src/brokers/all.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { mustTakeFile } from "../src/kernel/writable.ts";
import { setUp } from "../src/setup/set-up.ts";
import { ROOT } from "../src/stack/compose-file.ts";
import { sweepAbandoned } from "../src/stack/sweep.ts";
import { commandWith } from "./command-with.ts";
import type { Outcome } from "./durability/outcome.ts";
import { measurementsOf } from "./durability/settings.ts";
import { putIntoDocument } from "./measured-table.ts";
import { runCommand } from "./run-command.ts";
import { sweepOnSignal } from "./sweep-on-signal.ts";

const NAME = "docs/durability.md";

const program = commandWith("npm run durability", [
  "npm run durability",
  "npm run durability -- --only everysec",
  "npm run durability -- --write",
])
  .description(
    "Measures what each setting keeps of confirmed frames when a process is killed, the power is cut or the network splits.",
  )
  .option("--write", `write the table into ${NAME} as well`)
  .option("--only <words>", "settings whose name contains the words");

await runCommand(program, async () => {
  const { write, only = "" } = program.opts<{ write?: boolean; only?: string }>();
  if (write) mustTakeFile(join(ROOT, NAME));
  await setUp();
  sweepOnSignal();
  await sweepAbandoned();
  const rows: string[] = [];
  for (const { setting, fault, measure } of await measurementsOf(BROKERS, only)) {
    const { name, isOurs } = setting;
    console.error(`${name}, ${fault} ...`);
    rows.push(rowOf(isOurs ? `**${name}**` : name, fault, await measure()));
  }
  const table = [
    "| setting (delivered ones in bold) | fault | confirmed | kept | lost | seen beside it |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
  console.log(table);
  if (write) putIntoDocument(NAME, table);
  return EXIT.good;
});

function rowOf(name: string, fault: string, { confirmed, kept, remark }: Outcome): string {
  const beside = remark.replaceAll("|", "/").replaceAll("\n", " ").slice(0, 160);
  return `| ${name} | ${fault} | ${confirmed} | ${kept} | ${confirmed - kept} | ${beside} |`;
}
