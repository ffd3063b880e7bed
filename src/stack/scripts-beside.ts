import { DeadlinePassed, done, notYet, until } from "../kernel/wait.ts";
import type { RunningService } from "./running-service.ts";

/** Every process with its parent and its words, a process a line; one that has just ended has none. */
const ASKED = [
  "sh",
  "-c",
  `for dir in /proc/[0-9]*; do
  words=$(tr '\\0' ' ' <"$dir/cmdline" 2>/dev/null) || continue
  parent=$(sed -n 's/^PPid:[[:space:]]*//p' "$dir/status" 2>/dev/null)
  echo "\${dir#/proc/} \${parent:-0} $words"
done
true`,
];

/** A script that goes on beside a server is called so; what only answers a health check is not. */
const KEEPS = /^(\d+) \d+ \S*sh \S*\/(keep-[\w-]+\.sh)\b/gm;
const SLEEPS = /^\d+ (\d+) (?:\S*\/)?sleep (\d+(?:\.\d+)?)\s*$/gm;
/** A script at work does not sleep; it is back within moments. */
const SLEEPS_WITHIN_MS = 10_000;

/**
 * Scripts that go on beside the server of a container, as settings: "beside NAME" is "runs", "beside NAME every" the seconds that it
 * sleeps between two looks. One that is never seen asleep has none.
 */
export async function scriptsBeside(service: Pick<RunningService, "exec">): Promise<Record<string, string>> {
  let told: Record<string, string> = {};
  try {
    await until(
      "scripts beside the server sleep",
      { deadlineMs: SLEEPS_WITHIN_MS, everyMs: 200 },
      async () => {
        told = { ...told, ...scriptsTold(await service.exec(ASKED)) };
        const awake = Object.keys(told).filter((name) => !name.endsWith(" every") && !told[`${name} every`]);
        return awake.length === 0 ? done(undefined) : notYet(awake.join(", "));
      },
    );
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
  }
  return told;
}

/** @param printed processes with their parents and words, a process a line */
export function scriptsTold(printed: string): Record<string, string> {
  const names = new Map([...printed.matchAll(KEEPS)].map(([, id = "", name = ""]) => [id, `beside ${name}`]));
  const asleep = [...printed.matchAll(SLEEPS)].flatMap(([, parent = "", seconds = ""]) => {
    const name = names.get(parent);
    return name ? [[`${name} every`, seconds] as const] : [];
  });
  return Object.fromEntries([...[...names.values()].map((name) => [name, "runs"] as const), ...asleep]);
}
