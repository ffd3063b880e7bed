import { type Cause, causeOf, NETWORK_CAUSES } from "../../kernel/causes.ts";
import { messageOf, Problem } from "../../kernel/problem.ts";
import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";

const MANAGEMENT_CAUSES: readonly Cause[] = [
  {
    pattern: /answered 401/,
    remedy: "correct user and password in the file of addresses; the user needs the tag monitoring at least",
  },
  {
    pattern: /answered 403/,
    remedy: "give the user the tag monitoring: rabbitmqctl set_user_tags USER monitoring",
  },
  {
    pattern: /answered (404|3\d\d)|expected JSON|another form/,
    remedy: "name the port of the management plugin, 15672, with the prefix of its paths where it has one",
  },
];

/** The management API lets the user in. @throws Problem when it is not there or does not */
export async function managementAnswers(admin: RabbitMQAdmin): Promise<void> {
  try {
    await admin.overview();
  } catch (thrown) {
    throw managementRefusal(messageOf(thrown), admin.login.user);
  }
}

/** What keeps a user out of the management API, with what to do about it. @param said what its client said */
export function managementRefusal(said: string, user: string): Problem {
  const cause = causeOf(said, MANAGEMENT_CAUSES, NETWORK_CAUSES);
  return new Problem({
    subject: "the management API of rabbitmq",
    expected: `an answer to user ${user}`,
    seen: cause?.told ? `${said.split(": ")[0]}: ${cause.told}` : said,
    remedy: cause?.remedy ?? "look whether the management plugin runs there: rabbitmq-plugins list -E",
  });
}
