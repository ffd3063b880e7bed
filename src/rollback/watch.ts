import { messageOf } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { describeTriggers, type Trigger } from "./triggers.ts";

const LOOK_EVERY_MS = 2_000;

/** How a watch is told of, and when it ends. */
export interface Watch {
  /** Called with each line that says something new. */
  say: (line: string) => void;
  /**
   * Called with all triggers that fire, each time that they are others than before.
   * @returns whether the rollback begins now, which ends the watch
   */
  begins: (firing: readonly Trigger[]) => boolean;
  everyMs?: number;
}

/**
 * Looks at the triggers of a rollback until one of them fires and the rollback begins. A trigger that is pending only
 * announces itself; a watcher that gives no answer is asked again.
 *
 * @param look those that are on now
 * @returns those that fire
 */
export async function watch(
  look: () => Promise<readonly Trigger[]>,
  { say, begins, everyMs = LOOK_EVERY_MS }: Watch,
): Promise<readonly Trigger[]> {
  let [said, told] = ["", ""];
  const tell = (line: string) => {
    if (line !== said) say(line);
    said = line;
  };
  return until("a trigger fires", { deadlineMs: Number.POSITIVE_INFINITY, everyMs }, async () => {
    const on = await look().catch((thrown: unknown) => messageOf(thrown));
    if (typeof on === "string") {
      tell(`Prometheus does not tell: ${on}`);
      return notYet("no answer");
    }
    tell(on.length > 0 ? describeTriggers(on) : "no trigger is on");
    const firing = on.filter(({ state }) => state === "firing");
    const isNew = describeTriggers(firing) !== told;
    told = describeTriggers(firing);
    return firing.length > 0 && isNew && begins(firing) ? done(firing) : notYet("none");
  });
}
