import { Command, Option } from "commander";
import { checkPlan } from "../src/plan/check.ts";
import { PROFILES } from "../src/plan/profile.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import { setUp } from "../src/setup/set-up.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";

const EXIT = { accepted: 0, rejected: 1, incomplete: 2 };
const COULD_NOT_START = 3;

const program = new Command("npm run signoff --")
  .description(
    "Sets this host up, runs every spec on real containers and writes the completion report to reports/.",
  )
  .addOption(
    new Option("--profile <name>", "how long the measurements take; only the full one can be accepted")
      .choices(PROFILES)
      .default("quick"),
  )
  .addHelpText(
    "after",
    `
Exit codes:
  0 accepted, 1 rejected, 2 incomplete, 3 could not start

Environment:
  SIGNOFF_NO_INSTALL=1   never install packages of the operating system; say what is missing and exit 3

Examples:
  npm run signoff
  npm run signoff -- --profile full`,
  );

await runCommand(program, async () => {
  process.env.SIGNOFF_PROFILE = program.opts<{ profile: string }>().profile;
  checkPlan();
  await setUp();
  const reporter = new CompletionReporter();
  await runVitest({ projects: ["specs"], reporter });
  if (!reporter.results || reporter.problems.length > 0) return COULD_NOT_START;
  return EXIT[reporter.results.verdict];
});
