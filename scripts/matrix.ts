import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { messageOf } from "../src/kernel/problem.ts";
import { runSteps } from "../src/kernel/steps.ts";
import { mustTakeFile } from "../src/kernel/writable.ts";
import { keyOf } from "../src/plan/criterion-key.ts";
import { SPEC_PROJECTS } from "../src/plan/lanes.ts";
import { loadWholePlan } from "../src/plan/plan-file.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import { allCriteria, type Results } from "../src/report/results/results.ts";
import { textsIn } from "../src/report/words/language.ts";
import { setUp } from "../src/setup/set-up.ts";
import { versionImage, versionStep } from "../src/setup/version-images.ts";
import { ROOT, readComposeFile, serviceOf } from "../src/stack/compose-file.ts";
import type { DebianVersion } from "../src/stack/debian-version.ts";
import { commandWith } from "./command-with.ts";
import { specsFor, VERSIONS } from "./matrix/trial.ts";
import { putIntoDocument, rowsOfDocument } from "./measured-table.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";

const DOCUMENT = "docs/compatibility.md";

const program = commandWith("npm run matrix --", [
  "npm run matrix",
  "npm run matrix -- --only Valkey",
  "npm run matrix -- --write",
])
  .description(
    "Runs the specs of a broker against every version of it that Debian's releases offer, and says which pass.",
  )
  .option("--only <words>", "versions whose name holds the words")
  .option("--write", `write the table into ${DOCUMENT} as well`)
  .addHelpText("after", "\nExit codes:\n  0 every version was tried, 3 could not start");

await runCommand(program, async () => {
  const { only = "", write } = program.opts<{ only?: string; write?: true }>();
  if (write) mustTakeFile(join(ROOT, DOCUMENT));
  await setUp();
  const rows = new Map<string, string>();
  for (const version of VERSIONS.filter(({ title }) => title.includes(only)))
    rows.set(version.title, await tried(version));
  console.log(tableOf([...rows.values()]));
  if (write) {
    const all = new Map([...rowsOfDocument(DOCUMENT), ...rows]);
    putIntoDocument(DOCUMENT, tableOf(VERSIONS.flatMap(({ title }) => all.get(title) ?? [])));
  }
  return EXIT.good;
});

function tableOf(rows: readonly string[]): string {
  const heading = [
    "| what | version | verdict | not met, or undetermined | tried on |",
    "|---|---|---|---|---|",
  ];
  return [...heading, ...rows].join("\n");
}

async function tried(version: DebianVersion): Promise<string> {
  const { title, service } = version;
  try {
    await runSteps([versionStep(version)]);
  } catch (thrown) {
    return row(title, "", "not built", tellingLine(messageOf(thrown)));
  }
  const { imageVariable } = serviceOf(readComposeFile(), service);
  process.env[imageVariable] = versionImage(version);
  const reporter = new CompletionReporter();
  await runVitest({ projects: SPEC_PROJECTS, reporter, files: specsFor(service, loadWholePlan()) });
  delete process.env[imageVariable];
  const { results } = reporter;
  if (!results) return row(title, "", "undetermined", "no report was written");
  return row(title, results.versions[service] ?? "unknown", ...verdictOf(results, service));
}

/** Of a message that holds the last lines of a build: the one that speaks of an error. */
function tellingLine(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .map((line) => line.trim());
  const line = lines.find((each) => /^E: |\berror\b/i.test(each)) ?? lines[0] ?? "";
  // Where a host has its packages from is nothing that a version is to blame for.
  return line.replaceAll(/https?:\/\/\S+\//g, "");
}

/** Of the criteria of that broker; what the quick profile leaves out is not counted. */
function verdictOf({ tasks }: Results, service: string): [verdict: string, why: string] {
  const concerned = tasks.map((task) => ({
    ...task,
    criteria: task.criteria.filter(
      ({ broker, obstacle }) => (broker ?? service) === service && obstacle !== "profile",
    ),
  }));
  const failing = concerned.flatMap(({ id: task, criteria }) =>
    criteria
      .filter(({ status }) => status === "not-met" || status === "undetermined")
      .map(
        ({ id, status, measuredText }) =>
          `${keyOf(task, { id })} ${textsIn("en").status[status]}${measuredText ? ` (${measuredText})` : ""}`,
      ),
  );
  const met = allCriteria(concerned).filter(({ status }) => status === "met").length;
  return failing.length === 0
    ? [`passes, ${met} criteria met`, ""]
    : [`${failing.length} of ${met + failing.length} criteria fail`, failing.join("; ")];
}

function row(
  ...[title, version, verdict, why]: [title: string, version: string, verdict: string, why: string]
): string {
  const today = new Date().toISOString().slice(0, 10);
  return `| ${[title, version, verdict, why.replaceAll("|", "/"), today].join(" | ")} |`;
}
