import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Option } from "commander";
import { callerPath } from "../src/kernel/caller-path.ts";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { messageOf, Problem } from "../src/kernel/problem.ts";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { loadWholePlan, nameOfPlan } from "../src/plan/plan-file.ts";
import { inScope } from "../src/plan/scope.ts";
import { differencesFrom, NOT_COVERED, subjectsOf } from "../src/report/attestation.ts";
import { exitCodeOfVerdict } from "../src/report/exit-code.ts";
import { takePicture } from "../src/report/html/picture.ts";
import { mergeShards } from "../src/report/merge/merge.ts";
import { mustAgree } from "../src/report/proof/proofread.ts";
import { publishedNames, renderedReports } from "../src/report/rendered.ts";
import { hashesNow } from "../src/report/results/environment.ts";
import { readPastRuns } from "../src/report/results/past-runs.ts";
import { digestsOfReports } from "../src/report/results/report-digests.ts";
import type { Results } from "../src/report/results/results.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { digestsOfTree, settingsDigest } from "../src/report/results/tree.ts";
import { printSummary } from "../src/report/summary.ts";
import { type Language, languagesOf } from "../src/report/words/language.ts";
import { engine } from "../src/stack/engine.ts";
import { imageIdOf } from "../src/stack/image-id.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

const RESULTS = "reports/results.json";

interface ReportArguments {
  from: string;
  lang?: Language;
  plan?: string;
  verify?: true;
  merge?: string[];
  picture?: string;
}

const program = commandWith("npm run report --", [
  "npm run report",
  "npm run report -- --from reports/history/2026-11-25T21-20-55.348Z.json --lang pl",
  "npm run report -- --lang en --picture report.png",
])
  .description("Makes the completion report again from results.json, without running anything.")
  .option("--from <file>", "the results", RESULTS)
  .option("--lang <language>", "in this language of the plan's alone; in all of them without it")
  .option("--plan <file>", "the plan of that run, where it is not the delivered one")
  .option(
    "--verify",
    "say whether reports, working tree and images are still those of the run (attestation.json)",
  )
  .addOption(
    new Option(
      "--merge <folders...>",
      "one report in reports/ of those of several shards: the reports folder of each (npm run signoff -- --shard)",
    ).conflicts(["from", "lang", "verify"]),
  )
  .option("--picture <file>", "also the first screen of the English page, as PNG; takes Chromium")
  .addHelpText(
    "after",
    `
Exit codes:
  0 written, or everything matches; 1 something has changed since the run; 3 could not start
  with --merge: 0 accepted, 1 rejected, 2 incomplete, 3 could not start

The shards of one sign-off have the same commit, plan, profile, brokers, target and division. What differs is named, and nothing
is written. A shard that is not there is named in the report: its tasks are not run.

More examples:
  npm run report -- --verify
  npm run report -- --merge shard-1/reports shard-2/reports`,
  );

await runCommand(program, async () => {
  const { from, lang, verify, merge, picture, plan: other } = program.opts<ReportArguments>();
  if (other) process.env.SIGNOFF_PLAN = callerPath(other);
  if (merge) return merged(merge, picture);
  const file = callerPath(from);
  const results = read(file);
  if (verify) return verified(dirname(file));
  const folder = dirname(file);
  const earlier = readPastRuns().filter(({ startedAt }) => startedAt < results.startedAt);
  const evidence = (path: string) =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined;
  const plan = inScope(loadWholePlan(), results.brokers);
  const reports = renderedReports(
    { plan, results, earlier, read: evidence },
    wanted(languagesOf(plan), lang),
  );
  mustAgree({ plan, results }, reports);
  for (const [name, content] of Object.entries(reports)) {
    writeFileSync(join(folder, name), content);
    console.log(join(folder, name));
  }
  await pictureOf(folder, picture);
  printSummary(plan, results, dirname(from));
  return EXIT.good;
});

async function merged(folders: readonly string[], picture: string | undefined): Promise<ExitCode> {
  mustTakeFiles(REPORTS);
  const { plan, results } = await mergeShards(folders.map((folder) => callerPath(folder)));
  await pictureOf(REPORTS, picture);
  printSummary(plan, results);
  return exitCodeOfVerdict(results.verdict);
}

async function pictureOf(folder: string, picture: string | undefined): Promise<void> {
  if (!picture) return;
  await takePicture(join(folder, "completion.html"), callerPath(picture));
  console.log(callerPath(picture));
}

function wanted(languages: readonly Language[], lang: Language | undefined): readonly Language[] {
  if (!lang || languages.includes(lang)) return lang ? [lang] : languages;
  throw new Problem({
    subject: `--lang ${lang}`,
    expected: `a language of the titles in ${nameOfPlan()}: ${languages.join(", ")}`,
    seen: "no title in it",
    remedy: "name one of these, or add titles in it to the plan",
  });
}

async function verified(folder: string): Promise<ExitCode> {
  const file = join(folder, "attestation.json");
  if (!existsSync(file)) {
    throw new Problem({
      subject: file,
      expected: "the statement that a run writes beside its results",
      seen: "no such file",
      remedy: "verify the reports of a run as it left them (npm run signoff)",
    });
  }
  const statement = readFileSync(file, "utf8");
  const results = read(join(folder, "results.json"));
  const { images, reports } = subjectsOf(statement);
  const ids = await idsOf(images);
  const expected = publishedNames(languagesWritten(results));
  const differences = differencesFrom(statement, {
    ...{ results, expected },
    reports: digestsOfReports(folder, [...reports, ...expected]),
    tree: digestsOfTree(),
    settings: settingsDigest(),
    hashes: hashesNow(Object.keys(results.hashes)),
    imageId: (name) => ids.get(name),
  });
  for (const difference of differences) console.log(`✖ ${difference}`);
  if (differences.length === 0) console.log("✔ Reports, working tree and images are those of the run.");
  const unseen = images.filter((name) => !ids.has(name));
  if (unseen.length > 0) console.log(`Not on this host, and not compared: ${unseen.join(", ")}`);
  for (const left of NOT_COVERED) console.log(`Not covered: ${left}`);
  return differences.length === 0 ? EXIT.good : EXIT.against;
}

/** Of a plan that can't be read any more English alone: that it has changed is told by its own name. */
function languagesWritten({ plan }: Results): readonly Language[] {
  const isNamed = process.env.SIGNOFF_PLAN !== undefined || plan === undefined;
  try {
    return languagesOf(isNamed ? loadWholePlan() : loadWholePlan(resolve(import.meta.dirname, "..", plan)));
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    return ["en"];
  }
}

/** The engine's ids of those images that it has; none where no engine answers. */
async function idsOf(images: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  try {
    const docker = await engine();
    for (const name of images) {
      const id = await imageIdOf(docker, name);
      if (id) ids.set(name, id.replace(/^sha256:/, ""));
    }
  } catch (thrown) {
    console.log(`Images are not compared: ${messageOf(thrown).split("\n")[0]}`);
  }
  return ids;
}

function read(file: string): Results {
  try {
    const results = JSON.parse(readFileSync(file, "utf8")) as Results;
    if (!Array.isArray(results.tasks)) throw new Error("it has no tasks");
    // Results of before a run had a scope.
    return { ...results, brokers: results.brokers ?? loadWholePlan().brokers };
  } catch (thrown) {
    throw new Problem(
      {
        subject: file,
        expected: "the results of a run",
        seen: messageOf(thrown),
        remedy: "name the results.json of a run with --from, or make one: npm run signoff",
      },
      { cause: thrown },
    );
  }
}
