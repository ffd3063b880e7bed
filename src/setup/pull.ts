import { execa } from "execa";
import { messageOf, Problem } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";

/** An engine behind a firewall that drops packets would try for minutes. */
const ANSWERS_WITHIN_MS = 30_000;

/**
 * Pulls an image.
 * @returns why it did not, in one line; `undefined` when the image is here now
 */
export async function pull(
  image: string,
  progress: Progress,
  { answersWithinMs = ANSWERS_WITHIN_MS } = {},
): Promise<string | undefined> {
  progress(`pulling ${image}`);
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(), answersWithinMs);
  try {
    const pulling = execa("docker", ["pull", image], {
      all: true,
      stdin: "ignore",
      cancelSignal: silent.signal,
    });
    // The first line comes once the registry has said what the image consists of; how long that takes is its size.
    pulling.stdout.once("data", () => clearTimeout(timer));
    await pulling;
    return undefined;
  } catch (thrown) {
    if (silent.signal.aborted) return `the registry did not answer within ${answersWithinMs / 1e3} s`;
    const said = (thrown as { all?: string }).all || messageOf(thrown);
    return lastLine(said).replace(/^Error response from daemon: /, "");
  } finally {
    clearTimeout(timer);
  }
}

/** What tells more of a failed build than its last line: what a package mirror said, then what apt-get made of it. */
const TELLING = [/failed to fetch/i, /(^|\s)E: /];

/** The line that tells why, of what was thrown: of a program's output, else its last. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Problem ? thrown.parts.seen : messageOf(thrown);
  const lines = text.split("\n");
  const telling = TELLING.map((pattern) => lines.findLast((line) => pattern.test(line)));
  return telling.find((line) => line !== undefined)?.trim() ?? lastLine(text);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
