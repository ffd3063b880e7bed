import { type Cause, causeOf, NETWORK_CAUSES } from "../kernel/causes.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { brokerAt, subjectOf, takerOf } from "./all.ts";
import type { BrokerTarget } from "./broker.ts";
import { LOGIN } from "./remedies.ts";

/** What is left for what no table knows. */
const SILENT: Cause = {
  pattern:
    /not so after|no answer|Connection is closed|Connection closed|connection was closed|Socket closed/,
  remedy:
    "look whether it is held up, and whether it speaks TLS on that port or not: a port closes what it does not understand",
};

/**
 * A broker that takes no frames, with what to do about it.
 *
 * @param destination as a message names it: "stream frames"
 * @param said what its client said, with the broker's own words where there are any
 */
export function unusable(target: BrokerTarget, destination: string, said: string): Problem {
  return refusing(target, `one that takes frames into ${destination}`, said);
}

/**
 * Connects and logs in, and nothing else.
 * @throws Problem when the broker is not reached or does not let the user in
 */
export async function mustLetIn(target: BrokerTarget): Promise<void> {
  const user = target.user ?? "default";
  try {
    await brokerAt(target).reach();
  } catch (thrown) {
    throw refusing(target, `one that lets user ${user} in`, messageOf(thrown));
  }
}

function refusing(target: BrokerTarget, expected: string, said: string): Problem {
  const { broker, user = "default" } = target;
  const cause = causeOf(said, takerOf(target).causes, NETWORK_CAUSES, [SILENT]);
  const refused = cause?.remedy === LOGIN ? `it refused the password of user ${user}: ${said}` : said;
  return new Problem({
    subject: subjectOf(target),
    expected,
    seen: cause?.told ?? refused,
    remedy: cause?.remedy ?? `look at its log (docker compose logs ${broker})`,
  });
}
