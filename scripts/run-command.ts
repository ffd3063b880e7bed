import type { Command } from "commander";
import { Problem } from "../src/problem.ts";

const COULD_NOT_START = 3;

/** Parses the arguments and runs the action; a Problem is printed alone and exits 3, anything else is a defect. */
export async function runCommand(program: Command, action: () => Promise<number>): Promise<void> {
  program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : COULD_NOT_START));
  try {
    await program
      .action(async () => {
        process.exitCode = await action();
      })
      .parseAsync();
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    console.error(thrown.message);
    process.exitCode = COULD_NOT_START;
  }
}
