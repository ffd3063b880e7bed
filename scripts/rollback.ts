import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { callerPath } from "../src/kernel/caller-path.ts";
import { EXIT, type ExitCode, exitCodeOfSignal } from "../src/kernel/exit-codes.mjs";
import { Problem } from "../src/kernel/problem.ts";
import { runSteps } from "../src/kernel/steps.ts";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { Journal } from "../src/rollback/journal.ts";
import { preflight } from "../src/rollback/preflight.ts";
import { imagesOf, rollbackSteps } from "../src/rollback/rollback.ts";
import { Snapshot } from "../src/rollback/snapshot.ts";
import { describeTriggers, type Trigger, Triggers } from "../src/rollback/triggers.ts";
import { type Watch, watch } from "../src/rollback/watch.ts";
import { ROOT } from "../src/stack/compose-file.ts";
import { ComposedStack } from "../src/stack/composed-stack.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

interface RollbackArguments {
  to?: string;
  save?: string;
  list?: true;
  watch?: true;
  dryRun?: true;
  yes?: true;
  discard?: true;
  producers: string[];
  stack?: string;
}

const program = commandWith("npm run rollback --", [
  "npm run rollback -- --save before-tuning",
  "npm run rollback -- --dry-run",
  "npm run rollback -- --to before-tuning --yes",
])
  .description(
    "Takes the composed stack back to an earlier configuration and version: stops the producers, exports and verifies every frame, restores, restarts, compares, starts the producers again.",
  )
  .option("--save <name>", "keep the present configuration and the images that run as a snapshot")
  .option("--list", "the snapshots there are, the newest first")
  .option("--to <name>", "a snapshot, or a git ref; without it the newest snapshot")
  .option("--watch", "wait until Prometheus reports a trigger of the plan, then roll back")
  .option(
    "--dry-run",
    "look whether it can be done, and say what would be; with --watch, say each time that it would begin",
  )
  .option("--yes", "do not ask")
  .option("--discard", "give an unfinished rollback up, leaving everything as it is")
  .option("--producers <services...>", "services that send frames", ["rtsp-capture"])
  .option("--stack <folder>", "the folder of docker-compose.yml, config/ and .env", undefined)
  .addHelpText(
    "after",
    `
Snapshots, exports and a journal of each rollback are kept in backups/ of that folder. An interrupted rollback goes on
where it stopped when it is run again. Nothing that cannot be undone is done before the export is verified.

Exit codes:
  0 done, 1 declined, 3 refused or failed, with what to do

More examples:
  npm run rollback -- --to v1.4.0
  npm run rollback -- --watch --yes
  npm run rollback -- --watch --dry-run`,
  );

await runCommand(program, async () => {
  const args = program.opts<RollbackArguments>();
  const root = args.stack ? callerPath(args.stack) : ROOT;
  if (args.list) return list(root);
  if (!args.dryRun) mustTakeFiles(join(root, "backups"));
  const stack = await ComposedStack.of(root);
  if (args.save) return save(stack, args.save);
  const unfinished = Journal.unfinished(root);
  if (args.discard) return discard(unfinished);
  if (unfinished) {
    console.error(
      `A rollback to ${unfinished.entry.to} of ${unfinished.entry.startedAt} is unfinished: it goes on.`,
    );
    if (args.dryRun) return EXIT.good;
    return (await agreed(args)) ? carryOut(stack, unfinished) : EXIT.against;
  }
  if (args.watch && args.dryRun) return rehearsed(stack);
  const { snapshot, services, producers, changes } = await preflight(stack, args.to, args.producers);
  const triggers = args.watch ? await fired(stack) : [];
  console.error(`Back to ${snapshot.name}, taken at ${snapshot.manifest.takenAt}:`);
  for (const change of changes) console.error(`  ${change}`);
  console.error(`Producers stopped meanwhile: ${producers.join(", ") || "none runs"}`);
  console.error(`Exported first, then started anew: ${services.join(", ")}`);
  if (args.dryRun) return EXIT.good;
  if (!(await agreed(args))) return EXIT.against;
  const to = args.to ?? snapshot.name;
  const names = triggers.map(({ alert }) => alert);
  return carryOut(
    stack,
    Journal.begin(root, { to, snapshot: snapshot.name, triggers: names, services, producers }),
  );
});

function list(root: string): ExitCode {
  for (const name of Snapshot.names(root))
    console.log(`${Snapshot.open(root, name).manifest.takenAt}  ${name}`);
  return EXIT.good;
}

async function save(stack: ComposedStack, name: string): Promise<ExitCode> {
  const snapshot = Snapshot.take(stack.root, name, await imagesOf(stack));
  const { files, images } = snapshot.manifest;
  console.log(
    `${name}: ${Object.keys(files).length} files, images of ${Object.keys(images).length} running services`,
  );
  return EXIT.good;
}

function discard(unfinished: Journal | undefined): ExitCode {
  if (!unfinished) throw nothingUnfinished();
  unfinished.end();
  console.log(`Given up; what it exported is in ${unfinished.folder}`);
  return EXIT.good;
}

async function carryOut(stack: ComposedStack, journal: Journal): Promise<ExitCode> {
  const interrupted = (signal: NodeJS.Signals) => {
    console.error(
      "\nInterrupted. To go on where it stopped: npm run rollback; to give it up: npm run rollback -- --discard",
    );
    process.exit(exitCodeOfSignal(signal));
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted).once("SIGHUP", interrupted);
  const start = performance.now();
  const snapshot = Snapshot.open(stack.root, journal.entry.snapshot);
  await runSteps(rollbackSteps(stack, journal, snapshot));
  journal.end();
  console.log(
    `Rolled back to ${snapshot.name} in ${((performance.now() - start) / 1e3).toFixed(1)} s; export and journal: ${journal.folder}`,
  );
  return EXIT.good;
}

/** Waits for a trigger, telling what changes. */
async function fired(stack: ComposedStack): Promise<readonly Trigger[]> {
  return watching(stack, () => true);
}

/** Says each time that a rollback would begin, and why, until somebody ends it. */
async function rehearsed(stack: ComposedStack): Promise<ExitCode> {
  await watching(stack, (triggers) => {
    console.log(`A rollback would begin: ${describeTriggers(triggers)}`);
    return false;
  });
  return EXIT.good;
}

async function watching(stack: ComposedStack, begins: Watch["begins"]): Promise<readonly Trigger[]> {
  const { names } = await Triggers.of(await stack.running());
  console.error(`Watching ${names.join(", ")}; Ctrl-C ends it`);
  const look = async () => (await Triggers.of(await stack.running())).on();
  return watch(look, { say: (line) => console.error(line), begins });
}

async function agreed({ yes }: RollbackArguments): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new Problem({
      subject: "the rollback",
      expected: "a yes",
      seen: "nobody to ask: this is no terminal",
      remedy: "look at it with --dry-run, then run it with --yes",
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Roll back? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function nothingUnfinished(): Problem {
  return new Problem({
    subject: "--discard",
    expected: "a rollback that was begun and has not ended",
    seen: "none",
    remedy: "nothing is left to do",
  });
}
