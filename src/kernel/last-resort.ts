import { join, relative, sep } from "node:path";
import { errorKindOf } from "./error-kind.ts";
import { EXIT, type ExitCode } from "./exit-codes.mjs";
import { messageOf, Problem } from "./problem.ts";
import { withoutSecrets } from "./secrets.ts";

const ROOT = join(import.meta.dirname, "../..");
const PLACES = 3;

const REMEDIES: readonly [RegExp, string][] = [
  [/\b(EACCES|EPERM)\b/, "give this user the right to what the message names, then run this again"],
  [/\bEROFS\b/, "name a path that can be written"],
  [/\b(ENOENT|ENOTDIR|EISDIR)\b/, "put back what the message names, or name another"],
  [/\b(ENOSPC|EDQUOT)\b/, "free some gigabytes on that disk, then run this again"],
  [/\b(EMFILE|ENFILE)\b/, "allow this user more open files (ulimit -n), then run this again"],
  [/\bEPIPE\b/, "let what reads this output read it to its end"],
  [
    /\b(ENOMEM)\b|heap|array length|allocation failed|Invalid string length/i,
    "ask for less at once, or give this process more memory",
  ],
  [
    /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b/,
    "check that what the message names runs and can be reached from here, then run this again",
  ],
];

/**
 * What was thrown, as a Problem: one that was foreseen as it is, anything else with what happened, where, and what to do.
 * @param subject what could not start or go on, as a message names it: the command
 */
export function problemOf(thrown: unknown, subject: string): Problem {
  if (isProblem(thrown)) return thrown;
  const seen = messageOf(thrown);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(seen))?.[1];
  const places = placesOf(thrown).join(" < ");
  return new Problem(
    {
      subject,
      expected: "to run to its end",
      seen: places && !remedy ? `${seen}\n  Where: ${places}` : seen,
      remedy:
        remedy ?? "run it again; if this comes back it is a fault of broker-signoff: report these lines",
    },
    { cause: thrown },
  );
}

/** Prints what ended a command before its time. @returns the exit code for it */
export function sayEnd(thrown: unknown, subject: string): ExitCode {
  if (errorKindOf(thrown) === "undetermined") {
    console.error(withoutSecrets(`${subject}: undetermined: ${messageOf(thrown)}`));
    return EXIT.undetermined;
  }
  console.error(problemOf(thrown, subject).message);
  return EXIT.couldNot;
}

/** From now on an exception that nobody handles ends this process as {@link sayEnd} says, without a stack. */
export function endOnUnforeseen(subject: string): void {
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (thrown) => process.exit(sayEnd(thrown, subject)));
}

function isProblem(thrown: unknown): thrown is Problem {
  return thrown instanceof Error && errorKindOf(thrown) === "problem";
}

/** Lines of ours in the stack, the innermost first: "src/kernel/wait.ts:84". */
function placesOf(thrown: unknown): string[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const places = [...stack.matchAll(/(?:file:\/\/)?((?:\/|[A-Z]:)[^\s()]+):(\d+):\d+/g)].map(
    ([, file = "", line]) => `${relative(ROOT, file)}:${line}`,
  );
  const ours = places.filter((place) => !place.startsWith("..") && !place.includes(`node_modules${sep}`));
  return ours.slice(0, PLACES);
}
