import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { batchesOf } from "../src/sabotage/catalogue.ts";
import { needsHosts } from "../src/sabotage/chosen.ts";
import { galleryOf, pictureOf, type Shown } from "../src/sabotage/gallery/page.ts";
import { RED_REPORTS } from "../src/sabotage/gallery/red-reports.ts";
import { takeReport } from "../src/sabotage/gallery/take.ts";
import { deliveredMutants } from "../src/sabotage/generate/delivered.ts";
import { chosenMutants, type Generated, generate } from "../src/sabotage/generate/generate.ts";
import { summaryOf } from "../src/sabotage/generate/summary.ts";
import { SURVIVORS } from "../src/sabotage/generate/survivors.ts";
import { setUp } from "../src/setup/set-up.ts";
import { ROOT } from "../src/stack/compose-file.ts";
import { commandWith } from "./command-with.ts";
import { putIntoDocument } from "./measured-table.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";
import { failedOf } from "./test-counts.ts";

const DOCUMENT = "docs/sabotage.md";
const GALLERY = "docs/gallery.md";
const PICTURES = "docs/images";

const program = commandWith("npm run sabotage --", [
  "npm run sabotage",
  "npm run sabotage -- --only redis",
  "npm run sabotage -- --fast",
])
  .description(
    "Breaks a scratch copy of the delivered stack in every way of the catalogue, and checks that the criterion concerned fails; writes reports/sabotage.md. With --generate: changes every setting of config/ and the compose file in turn, and says what stays green.",
  )
  .option(
    "--only <words>",
    "runs and sabotages, or generated mutants, whose id holds one of the words, with commas between",
  )
  .addOption(new Option("--fast", "those that npm test tries").conflicts("generate"))
  .addOption(
    new Option(
      "--shard <part>",
      "one of several parts of the catalogue, such as 1/3, for several machines or nights",
    ).conflicts("generate"),
  )
  .option(
    "--generate",
    "mutants of every setting, instead of the catalogue; writes reports/sabotage/generated.md",
  )
  .option("--budget <time>", "with --generate: ends after this time", minutes, 60)
  .addOption(
    new Option(
      "--gallery",
      "some reports that are not green, with what a reader does about each; writes reports/gallery/",
    ).conflicts(["generate", "fast", "shard", "list"]),
  )
  .option("--list", "prints what would be tried, and tries nothing")
  .option(
    "--write-docs",
    `with --generate: writes the summary into ${DOCUMENT}, and keeps what is known in the repository; with --gallery: writes ${GALLERY}`,
  )
  .addHelpText(
    "after",
    "\nExit codes:\n  0 everything was caught, or survives for a known reason; 1 not; 2 undetermined, or some mutants were never tried; 3 could not start\n\nMore examples:\n  npm run sabotage -- --list --only hosts\n  npm run sabotage -- --shard 1/2\n  npm run sabotage -- --generate --budget 20m\n  npm run sabotage -- --generate --only config/redis/redis.conf\n  npm run sabotage -- --gallery",
  );

interface Options {
  only?: string;
  fast?: true;
  shard?: string;
  generate?: true;
  /** In minutes. */
  budget: number;
  list?: true;
  writeDocs?: true;
  gallery?: true;
}

await runCommand(program, () => {
  const options = program.opts<Options>();
  if (options.gallery) return gallery(options);
  return options.generate ? generated(options) : fromCatalogue(options);
});

/** @throws Problem for a report that does not say what it was made for */
async function gallery({ only, writeDocs }: Options): Promise<ExitCode> {
  const words = only?.split(",") ?? [""];
  const chosen = RED_REPORTS.filter(({ id }) => words.some((word) => id.includes(word)));
  const folder = join(REPORTS, "gallery");
  mkdirSync(folder, { recursive: true });
  mustTakeFiles(folder);
  await setUp();
  const shown: Shown[] = [];
  const catalogue = batchesOf({});
  for (const report of chosen) {
    console.log(`${report.title} ...`);
    shown.push(await takeReport(report, catalogue, folder));
  }
  writeFileSync(join(folder, "gallery.md"), `${galleryOf(shown, ".")}\n`);
  if (writeDocs && !only) {
    putIntoDocument(GALLERY, galleryOf(shown, basename(PICTURES)));
    for (const { id } of chosen)
      copyFileSync(join(folder, pictureOf(id)), join(ROOT, PICTURES, pictureOf(id)));
  }
  console.log(`${shown.length} reports are as they should be: reports/gallery/gallery.md`);
  return EXIT.good;
}

async function fromCatalogue({ only, fast, shard, list }: Options): Promise<ExitCode> {
  const words = only ?? (fast ? "fast" : undefined);
  const batches = batchesOf({ words, shard });
  if (list) {
    for (const { id, sabotages } of batches)
      console.log([id, ...sabotages.map((each) => `  ${each.id}: ${each.breaks}`)].join("\n"));
    return EXIT.good;
  }
  if (shard) process.env.SIGNOFF_SHARD = shard;
  if (words) process.env.SIGNOFF_SABOTAGE = words;
  await setUp({ hasLab: needsHosts(batches) });
  const reporter = new CompletionReporter();
  const modules = await runVitest({
    projects: ["sabotage"],
    files: ["src/sabotage/sabotage.suite.ts"],
    reporter,
  });
  return failedOf(modules) === 0 ? EXIT.good : reporter.exitCode;
}

async function generated({ only, budget, list, writeDocs }: Options): Promise<ExitCode> {
  if (list) {
    for (const { id } of chosenMutants(deliveredMutants(), only)) console.log(id);
    return EXIT.good;
  }
  const folder = join(REPORTS, "sabotage");
  mustTakeFiles(folder);
  await setUp();
  const result = await generate({ only, budgetMs: budget * 60_000, say: (line) => console.log(line) });
  const summary = summaryOf(result);
  writeFileSync(join(folder, "generated.md"), `# Generated mutants\n\n${summary}\n`);
  if (writeDocs) {
    putIntoDocument(DOCUMENT, summary);
    result.known.deliver();
  }
  console.log(`\n${summary}\n\n${remarksOn(result).join("\n")}`);
  if (result.verdict.news.length > 0) return EXIT.against;
  return result.untried.some((id) => result.known.of(id) === undefined) ? EXIT.undetermined : EXIT.good;
}

/** What a person has to do about it, beside reading the table. */
function remarksOn({ verdict, untried, redAnyway, seconds }: Generated): string[] {
  const { news, outlived, astray } = verdict;
  return [
    `It took ${(seconds / 60).toFixed(0)} min.`,
    ...said(untried, "mutants were not tried in this time; the next run begins with them"),
    ...said(redAnyway, "criteria fail without any mutant here, and have caught none:", redAnyway),
    ...said(
      news,
      `survivors have no reason in ${SURVIVORS}: make a criterion see them, or write the reason there`,
    ),
    ...said(
      outlived,
      `reasons in ${SURVIVORS} are about mutants that are all caught now; take them out:`,
      outlived,
    ),
    ...said(astray, `reasons in ${SURVIVORS} are about no mutant; take them out:`, astray),
  ];
}

function said(found: readonly string[], what: string, named: readonly string[] = []): string[] {
  return found.length === 0 ? [] : [[`${found.length} ${what}`, ...named].join("\n  ")];
}

function minutes(text: string): number {
  const [, amount, unit = "m"] = /^(\d+(?:\.\d+)?)([hm]?)$/.exec(text) ?? [];
  if (amount === undefined || Number(amount) === 0)
    throw new InvalidArgumentError("write minutes or hours, such as 20m or 1h");
  return Number(amount) * (unit === "h" ? 60 : 1);
}
