import { Command } from "commander";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { CompletionReporter } from "../src/report/reporter.ts";
import { setUp } from "../src/setup/set-up.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";
import { failedOf } from "./test-counts.ts";

const program = new Command("npm run sabotage --")
  .description(
    "Breaks a scratch copy of the delivered stack in every way of the catalogue, and checks that the criterion concerned fails; writes reports/sabotage.md.",
  )
  .option("--only <words>", "runs and sabotages whose id holds one of the words, with commas between")
  .option("--fast", "those that npm test tries")
  .addHelpText(
    "after",
    "\nExit codes:\n  0 everything was caught, 1 not, 2 undetermined, 3 could not start\n\nExamples:\n  npm run sabotage\n  npm run sabotage -- --only redis\n  npm run sabotage -- --fast",
  );

await runCommand(program, async () => {
  const { only, fast } = program.opts<{ only?: string; fast?: true }>();
  const wanted = only ?? (fast ? "fast" : undefined);
  if (wanted) process.env.SIGNOFF_SABOTAGE = wanted;
  await setUp();
  const reporter = new CompletionReporter();
  const modules = await runVitest({
    projects: ["sabotage"],
    files: ["src/sabotage/sabotage.suite.ts"],
    reporter,
  });
  return failedOf(modules) === 0 ? EXIT.good : reporter.exitCode;
});
