import type { FrameBroker } from "../../brokers/frame-broker.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";

/** For an answer that is under way when the time is over. */
const LAST_ANSWER_MS = 5_000;

/**
 * The fewest frames that a broker held within that time from now on. An answer that came later does not count: what it is about
 * may have changed by then.
 *
 * @param options.fromMs a look has to be among them that began so long from now, or later: earlier nothing can have changed
 * @throws Undetermined when there was no answer in time, or none of such a look
 */
export async function fewestDuring(
  broker: Pick<FrameBroker, "destination" | "depth">,
  ms: number,
  { everyMs = 100, fromMs = 0 } = {},
): Promise<number> {
  const startMs = performance.now();
  const endMs = startMs + ms;
  let lastMs = Number.NEGATIVE_INFINITY;
  let fewest = Number.POSITIVE_INFINITY;
  const look = async () => {
    const askedMs = performance.now() - startMs;
    const held = await broker.depth();
    if (performance.now() <= endMs) {
      fewest = Math.min(fewest, held);
      lastMs = askedMs;
    }
    return performance.now() + everyMs >= endMs ? done(undefined) : notYet(`it holds ${held} frames`);
  };
  await until(
    `${broker.destination} was looked at`,
    { deadlineMs: Math.max(0, ms) + LAST_ANSWER_MS, everyMs },
    look,
  );
  if (lastMs < fromMs) {
    const between = fromMs > 0 ? `between ${Math.round(fromMs)} and` : "within";
    throw new Undetermined(`${broker.destination} did not tell its depth ${between} ${Math.round(ms)} ms`);
  }
  return fewest;
}
