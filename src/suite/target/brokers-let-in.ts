import { BROKERS } from "../../brokers/all.ts";
import { RabbitMQAdmin } from "../../brokers/rabbitmq/rabbitmq-admin.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { mustLetIn } from "../../brokers/unusable.ts";
import { type Cause, causeOf, NETWORK_CAUSES } from "../../kernel/causes.ts";
import { messageOf, Problem } from "../../kernel/problem.ts";
import type { RunningService } from "../../stack/running-service.ts";

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

/**
 * Every broker of a target is there and lets the user in, before anything is measured.
 * @throws Problem of the first that is not or does not
 */
export async function brokersLetIn(services: readonly RunningService[]): Promise<void> {
  for (const service of services) {
    const broker = BROKERS.find(({ id }) => id === service.name);
    if (broker) await mustLetIn(await targetOfRunning(broker, service));
    if (service.name === "rabbitmq") await managementAnswers(service);
  }
}

async function managementAnswers(service: RunningService): Promise<void> {
  const admin = new RabbitMQAdmin(service);
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
