import { type ExecaError, execa } from "execa";
import { Problem } from "../../kernel/problem.ts";

/** Options of Docker's command line that lead to an engine: `--context NAME`, or `--host unix://...`. */
export type DockerAt = readonly string[];

/** What a command of Docker prints at that engine. @throws Problem with the end of what it said */
export async function docker(
  at: DockerAt,
  args: readonly string[],
  input?: string | Buffer,
): Promise<string> {
  try {
    const { stdout } = await execa("docker", [...at, ...args], {
      ...(input === undefined ? { stdin: "ignore" } : { input }),
      all: true,
    });
    return String(stdout).trim();
  } catch (thrown) {
    const { all, shortMessage } = thrown as ExecaError<{ all: true }>;
    const said = String(all || shortMessage);
    throw new Problem(
      {
        subject: `docker ${args.slice(0, 2).join(" ")} (${at.join(" ")})`,
        expected: "it to succeed",
        seen: said.trim().split("\n").slice(-4).join("\n    "),
        remedy: "fix what the lines name, then run this again",
      },
      { cause: thrown },
    );
  }
}

/** The rows of a command with `--format json`, or of a template that prints JSON, a line each. */
export async function dockerRows<T>(at: DockerAt, ...args: string[]): Promise<T[]> {
  const printed = await docker(at, args);
  return printed
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
