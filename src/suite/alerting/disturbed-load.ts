import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RabbitMQSubject } from "../subjects/rabbitmq-subject.ts";
import type { RedisSubject } from "../subjects/redis-subject.ts";
import type { Fault } from "./drill.ts";
import type { AlertWorld } from "./world.ts";

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
  world: AlertWorld,
  broker: RedisSubject | RabbitMQSubject,
  disturb: () => Promise<void>,
): Promise<Fault> {
  const flowing = Promise.withResolvers<void>();
  const over = new AbortController();
  const load = world.underLoad(broker, {
    framesPerSecond: RATE,
    seconds: LONGEST_SECONDS,
    signal: over.signal,
    onSecond: () => flowing.resolve(),
  });
  const disturbed = flowing.promise
    .then(disturb)
    .then(() => stolen(broker))
    .finally(() => over.abort());
  // A load that ends before it flows must not leave the disturbance waiting.
  const unfelt = () => flowing.reject(new Undetermined("the load ended before a second of it had passed"));
  load.then(unfelt, flowing.reject);
  const ended = Promise.all([load, disturbed]);
  // Awaited below; until then a failure must not count as one that nobody handles.
  ended.catch(() => undefined);
  return {
    endsByItself: ["LatencyHigh", "FramesLost", "RabbitMQDiskAlarm", "RabbitMQMemoryAlarm"],
    [Symbol.asyncDispose]: async () => {
      await ended;
    },
  };
}

async function stolen({ frames }: RedisSubject | RabbitMQSubject): Promise<void> {
  let taken = 0;
  await using _thief = await frames.openConsumer(() => {
    taken += 1;
  });
  const takes = (frames: number) =>
    until(`another consumer takes ${frames} frames`, { deadlineMs: 10_000, everyMs: 20 }, () =>
      taken >= frames ? done(undefined) : notYet(`it took ${taken}`),
    );
  await takes(STOLEN);
  // What it takes next comes after it has acknowledged these: unacknowledged ones would go back to their own.
  await takes(taken + 1);
}
