import type { LastingFault } from "../../brokers/drill.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { WatchedBroker, WatchedStack } from "../observability/watched-stack.ts";

const RATE = 200;
/** It is ended long before, once everything has been done to it. */
const LONGEST_SECONDS = 60;
const STOLEN = 50;

/**
 * A load that is disturbed in its course, and of which another consumer then takes some frames, so that they never reach
 * their own. It ends by itself after that.
 *
 * @param disturb what holds frames up for more than a second
 */
export async function disturbedLoad(
  stack: Pick<WatchedStack, "underLoad">,
  watched: WatchedBroker,
  disturb: () => Promise<void>,
): Promise<LastingFault> {
  const flowing = Promise.withResolvers<void>();
  const over = new AbortController();
  const load = stack.underLoad(watched, {
    framesPerSecond: RATE,
    seconds: LONGEST_SECONDS,
    signal: over.signal,
    onSecond: () => flowing.resolve(),
  });
  const disturbed = flowing.promise
    .then(disturb)
    .then(() => stolen(watched))
    .finally(() => over.abort());
  // A load that ends before it flows must not leave the disturbance waiting.
  const unfelt = () => flowing.reject(new Undetermined("the load ended before a second of it had passed"));
  load.then(unfelt, flowing.reject);
  const ended = Promise.all([load, disturbed]);
  // Awaited below; until then a failure must not count as one that nobody handles.
  ended.catch(() => undefined);
  return {
    endsByItself: ["LatencyHigh", "FramesLost"],
    [Symbol.asyncDispose]: async () => {
      await ended;
    },
  };
}

async function stolen({ broker, service }: WatchedBroker): Promise<void> {
  let taken = 0;
  const frames = broker.at(await targetOfRunning(broker, service));
  await using _thief = await frames.openConsumer(() => {
    taken += 1;
  });
  const takes = (frames: number) =>
    until(`another consumer takes ${frames} frames`, { deadlineMs: 60_000, everyMs: 20 }, () =>
      taken >= frames ? done(undefined) : notYet(`it took ${taken}`),
    );
  await takes(STOLEN);
  // What it takes next comes after it has acknowledged these: unacknowledged ones would go back to their own.
  await takes(taken + 1);
}
