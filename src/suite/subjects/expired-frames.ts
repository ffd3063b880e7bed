import type { RabbitMQSubject } from "../../brokers/rabbitmq/rabbitmq-subject.ts";
import type { Delivery } from "../../judges/delivery.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { drain } from "../../traffic/drain.ts";
import { fewestDuring } from "../load-bench/fewest-during.ts";
import { traffic } from "../load-bench/traffic.ts";
import type { Details } from "../record/criterion.ts";
import { limitInForce } from "./rabbitmq-settings-expected.ts";

/** A busy host does not answer in time: then the frames get longer. */
const TTLS_MS = [1_500, 6_000, 20_000];
/** Until they are this share of their TTL old, all frames have to be there. */
const YOUNGER = 0.9;
/** They are looked at when the last of them is as old as this share of it, and later: earlier, a lower TTL may not show. */
const OLD_ENOUGH = 0.5;

/** What became of frames that nobody took. */
export interface ExpiredFrames {
  /** What came out of the dead-letter queue. */
  delivery: Delivery;
  /** Why it is not the TTL that they left by, if it is not. */
  tooEarly: string | undefined;
  /** In that case, who sets which TTL. */
  details: Details;
}

/**
 * Sends frames to the system's queue and leaves them there until they expire, with a shorter TTL of the policy: what else has a
 * say in it takes part. Counts them while they are younger than that, and takes them out of the dead-letter queue at the end.
 *
 * @throws Undetermined when the queue did not tell its depth in time, with any of the TTLs
 */
export async function expiredFrames(rabbitmq: RabbitMQSubject, frames: number): Promise<ExpiredFrames> {
  let late: Undetermined | undefined;
  for (const ttlMs of TTLS_MS) {
    try {
      return await expiredAfter(rabbitmq, frames, ttlMs);
    } catch (thrown) {
      if (!(thrown instanceof LateLook)) throw thrown;
      late = thrown;
    }
  }
  throw late ?? new Undetermined("no TTL was tried");
}

/** The frames were not counted while they were young. */
class LateLook extends Undetermined {}

async function expiredAfter(
  rabbitmq: RabbitMQSubject,
  frames: number,
  ttlMs: number,
): Promise<ExpiredFrames> {
  await using brief = await rabbitmq.overrideLimits({ "message-ttl": ttlMs });
  const sinceMs = performance.now();
  const history = await traffic.publish(rabbitmq.frames, { frames });
  const look = fewestDuring(rabbitmq.frames, ttlMs * YOUNGER - (performance.now() - sinceMs), {
    fromMs: ttlMs * OLD_ENOUGH,
  });
  const younger = await look.catch((thrown: unknown) => {
    if (!(thrown instanceof Undetermined)) throw thrown;
    return new LateLook(thrown.message);
  });
  // Who else has a say is asked for only where it shows: the node's own tool takes a second of a processor.
  const isEarly = typeof younger === "number" && younger < frames;
  const inForce = isEarly ? (await rabbitmq.frameSettings())["message-ttl"] : undefined;
  await rabbitmq.framesExpired();
  await rabbitmq.deadLettersArrived(frames);
  await brief.disposeAsync();
  const delivery = await drain(rabbitmq.deadLetters, history);
  if (younger instanceof LateLook) throw younger;
  return { delivery, tooEarly: tooEarly({ frames, younger, ttlMs }), details: limitInForce(inForce).details };
}

/** @param seen frames sent, the fewest that were there while they were younger than the TTL */
export function tooEarly(seen: { frames: number; younger: number; ttlMs: number }): string | undefined {
  const gone = seen.frames - seen.younger;
  return gone > 0
    ? `${gone} frames had left before they were as old as the policy's TTL of ${seen.ttlMs} ms`
    : undefined;
}
