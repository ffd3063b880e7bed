import type { BrokerTarget } from "../brokers/target.ts";
import { brokerAt } from "../brokers/target.ts";
import { messageOf, Problem } from "../problem.ts";
import { DeadlinePassed, done, until } from "../wait.ts";

const ANSWER_MS = 10_000;

/**
 * Looks whether frames can be sent there, before the first is.
 *
 * @param adopt take over frames that are held already: they are consumed, and no one's loss
 * @returns how many frames are held already, 0 without `adopt`
 * @throws Problem when the broker cannot be reached, refuses, lacks the queue, or holds someone's frames
 */
export async function preflight(target: BrokerTarget, { adopt }: { adopt: boolean }): Promise<number> {
  const { place } = brokerAt(target);
  const subject = `${target.broker} at ${target.host}:${target.port}`;
  const held = await depthOf(target, subject);
  if (held === 0 || adopt) return held;
  throw new Problem({
    subject: `${place} of ${subject}`,
    expected: "an empty one, so that every frame in it is this run's",
    seen: `${held} frames that are someone else's`,
    remedy: "let their consumers finish, or take them over and throw them away: --adopt",
  });
}

async function depthOf(target: BrokerTarget, subject: string): Promise<number> {
  const { place } = brokerAt(target);
  try {
    return await until(`${subject} answers`, { deadlineMs: ANSWER_MS }, async () => {
      try {
        return done(await brokerAt(target).depth());
      } catch (thrown) {
        throw unusable(subject, place, messageOf(thrown));
      }
    });
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? unusable(subject, place, thrown.message) : thrown;
  }
}

const REMEDIES: [RegExp, string][] = [
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|Connection is closed/,
    "start it (docker compose up -d --wait), or name another with --url",
  ],
  [
    /WRONGPASS|NOAUTH|ACCESS[-_]REFUSED|403/,
    "mend user and password: in .env, or in the URL that BROKER_URL holds",
  ],
  [/vhost|NOT_ALLOWED/i, "declare the virtual host, or name another as the path of the URL"],
  [
    /NOT[-_]FOUND|404/,
    "declare the queue (config/rabbitmq/definitions.json), or name another: ?queue=NAME in the URL",
  ],
];

function unusable(subject: string, place: string, seen: string): Problem {
  const [, remedy = "look at the broker's log"] = REMEDIES.find(([pattern]) => pattern.test(seen)) ?? [];
  return new Problem({ subject, expected: `one that takes frames into ${place}`, seen, remedy });
}
