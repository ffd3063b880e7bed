import type { FrameBroker } from "../../brokers/frame-broker.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";

/** For an answer that is under way when the time is over. */
const LAST_ANSWER_MS = 5_000;

/**
 * The fewest frames that a broker held within that time from now on. An answer that came later does not count: what it is about
 * may have changed by then.
 *
 * @throws Undetermined when there was no answer in time
 */
export async function fewestDuring(
  broker: Pick<FrameBroker, "destination" | "depth">,
  ms: number,
  everyMs = 100,
): Promise<number> {
  const endMs = performance.now() + ms;
  let fewest = Number.POSITIVE_INFINITY;
  const look = async () => {
    const held = await broker.depth();
    if (performance.now() <= endMs) fewest = Math.min(fewest, held);
    return performance.now() + everyMs >= endMs ? done(undefined) : notYet(`it holds ${held} frames`);
  };
  await until(
    `${broker.destination} was looked at`,
    { deadlineMs: Math.max(0, ms) + LAST_ANSWER_MS, everyMs },
    look,
  );
  if (fewest === Number.POSITIVE_INFINITY)
    throw new Undetermined(`${broker.destination} did not tell its depth within ${Math.round(ms)} ms`);
  return fewest;
}
