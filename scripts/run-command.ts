import { basename, dirname } from "node:path";
import { isMainThread } from "node:worker_threads";
import type { Command } from "commander";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { endOnUnforeseen, sayEnd } from "../src/kernel/last-resort.ts";
import { Problem } from "../src/kernel/problem.ts";

// While the modules of a command are still being loaded, too: the launcher imports this file first.
const command = commandOf(process.argv[1] ?? "");
if (isMainThread && command) endOnUnforeseen(`npm run ${command}`);

/**
 * Parses the arguments and runs the action, whose result is the exit code. Whatever is thrown is printed as a Problem and
 * exits 3; what was undetermined, 2.
 */
export async function runCommand(program: Command, action: () => Promise<ExitCode>): Promise<void> {
  const subject = program.name().replace(/ --$/, "");
  endOnUnforeseen(subject);
  program
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.good : EXIT.couldNot))
    .configureOutput({ outputError: (text, write) => write(`${refusal(subject, text).message}\n`) });
  try {
    await program
      .action(async () => {
        process.exitCode = await action();
      })
      .parseAsync();
  } catch (thrown) {
    process.exitCode = sayEnd(thrown, subject);
  }
}

function refusal(subject: string, text: string): Problem {
  return new Problem({
    subject,
    expected: "arguments that its help names",
    seen: text.trim().replace(/^error: /, ""),
    remedy: `${subject === "npm test" ? "npm test --" : `${subject} --`} --help`,
  });
}

/** The command that this process runs; `undefined` in a process that a command has started for work of its own. */
function commandOf(script: string): string | undefined {
  return dirname(script) === import.meta.dirname ? basename(script, ".ts") : undefined;
}
