import { BROKERS } from "../brokers/all.ts";
import type { Broker } from "../brokers/broker.ts";
import type { DockerAt } from "../hosts/swarm/docker-at.ts";
import type { Progress } from "../kernel/steps.ts";
import { readComposeFile, serviceOf } from "../stack/compose-file.ts";
import { MemberOnNetwork } from "./member-on-network.ts";
import { type Rolled, roll } from "./roll.ts";
import { StackNetwork } from "./stack-network.ts";

/** A replica that was away for long is given everything anew, over the network. */
const BACK_WITHIN_MS = 300_000;

interface Rollout {
  at: DockerAt;
  /** The name of the stack in the Swarm. */
  name: string;
  progress: Progress;
}

/**
 * Replaces the members of brokers among changed services, broker by broker and one member after the other; other services are
 * left to whoever deploys the rest. @throws Problem as {@link roll} does
 */
export async function memberByMember(
  { at, name, progress }: Rollout,
  changed: readonly string[],
  replace: (service: string) => Promise<void>,
): Promise<void> {
  const names = new Set(changed);
  const concerned = BROKERS.filter(({ nodes, witnesses }) =>
    [...nodes, ...witnesses].some((member) => names.has(member)),
  );
  if (concerned.length === 0) return;
  const service = serviceOf(readComposeFile(), "rabbitmq");
  await using network = await StackNetwork.open({ at, stack: name, service });
  for (const broker of concerned) {
    const rolled = await rolledOn(network, broker);
    if (rolled) await roll(names, rolled, { replace, progress });
  }
}

async function rolledOn(network: StackNetwork, broker: Broker): Promise<Rolled | undefined> {
  const on = (member: string) => new MemberOnNetwork(serviceOf(readComposeFile(), member), network);
  const [first, ...others] = broker.nodes;
  const nodes = [on(first), ...others.map(on)] as const;
  const deployment = await broker.deployment?.of({ nodes, witnesses: broker.witnesses.map(on), disks: [] });
  if (!deployment) return undefined;
  return {
    ...{ title: broker.title, nodes: broker.nodes, witnesses: broker.witnesses },
    whole: () => deployment.whole(BACK_WITHIN_MS),
    front: async () => (await deployment.front()).service.name,
    ...(deployment.handOver ? { handOver: async () => deployment.handOver?.() } : {}),
  };
}
