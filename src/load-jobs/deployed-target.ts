import type { Broker, BrokerTarget } from "../brokers/broker.ts";
import { targetOfMembers } from "../brokers/target-from.ts";
import { readComposeFile, serviceOf } from "../stack/compose-file.ts";
import { ReachedService } from "../stack/reached-service.ts";

/** The broker of a stack in a Swarm, as containers on the stack's own network reach it: by the names of its services. */
export function deployedTarget(broker: Broker): Promise<BrokerTarget> {
  const file = readComposeFile();
  const inside = (name: string) => {
    const service = serviceOf(file, name);
    const ports = service.ports.map(({ containerPort: port }) => [port, { host: name, port }]);
    return new ReachedService(service, Object.fromEntries(ports));
  };
  const [first, ...others] = broker.nodes;
  const nodes = [inside(first), ...others.map(inside)] as const;
  return targetOfMembers(broker, { nodes, witnesses: broker.witnesses.map(inside) });
}
