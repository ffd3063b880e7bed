import type { Broker } from "../../brokers/broker.ts";
import type { MemberSettings } from "../../brokers/member-settings.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import type { Unexpected } from "../subjects/unexpected.ts";
import { unexpectedOf } from "../subjects/unexpected-settings.ts";
import { bothStarted } from "./both-started.ts";
import { membersIn } from "./members-in.ts";

type Stack = Pick<ComposedStack, "running">;

interface Copy {
  started(): Promise<ComposedStack>;
}

/**
 * Settings of the members of profile ha with config/tls that nobody expects. What a criterion judges has to be as it is on the
 * node without config/tls, which that criterion measures.
 * @param ha in profile ha with config/tls. @param one without both
 * @throws Undetermined where a member does not run, or its settings can't be seen
 */
export async function unexpectedWithTls(
  ha: Copy,
  one: Copy,
  brokers: readonly Broker[] = startedBrokers(),
): Promise<Unexpected> {
  const [withTls, plain] = await bothStarted(ha, one);
  const set = brokers.filter(({ deployment }) => deployment);
  const alone = (broker: Broker) => ({ nodes: [broker.nodes[0]] as const, witnesses: [] });
  const [members, judged] = await Promise.all([
    Promise.all(set.map((broker) => settingsIn(withTls, broker, broker))),
    Promise.all(set.map((broker) => settingsIn(plain, broker, alone(broker)))),
  ]);
  return unexpectedOf(members.flat(), judged.flat());
}

async function settingsIn(
  stack: Stack,
  { deployment }: Broker,
  members: Pick<Broker, "nodes" | "witnesses">,
): Promise<readonly MemberSettings[]> {
  const parts = { ...(await membersIn(stack, members)), disks: [] };
  return (await deployment?.of(parts))?.settings() ?? [];
}
