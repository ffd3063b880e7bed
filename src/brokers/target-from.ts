import type { Service } from "../stack/compose-file.ts";
import { type ComposeFile, serviceOf } from "../stack/compose-file.ts";
import { partsOf, refused } from "../stack/endpoint-url.ts";
import { ReachedService } from "../stack/reached-service.ts";
import type { RunningService } from "../stack/running-service.ts";
import type { Broker, BrokerTarget, Members } from "./broker.ts";

/** The frames of a broker that runs alone. @param destination another one than the system's */
export async function targetOfRunning<T extends BrokerTarget>(
  broker: Broker<T>,
  running: RunningService,
  destination = broker.destination,
): Promise<T> {
  return broker.targetOf(running.service, await running.address(broker.url.ports.plain), destination);
}

/** The frames of a broker in profile ha, whichever node takes them. */
export async function targetOfMembers<T extends BrokerTarget>(
  broker: Broker<T>,
  members: Members,
): Promise<T> {
  return broker.targetOfMembers(await targetOfRunning(broker, members.nodes[0]), members);
}

/**
 * The broker of the composed stack, at the ports that its services publish on this host.
 * @param isHa it runs in profile ha
 */
export function composedTarget(
  broker: Broker,
  file: ComposeFile,
  { isHa }: { isHa: boolean },
): Promise<BrokerTarget> {
  const published = (name: string) => atPublishedPorts(serviceOf(file, name));
  const [first, ...others] = broker.nodes;
  if (!isHa) return targetOfRunning(broker, published(first));
  return targetOfMembers(broker, {
    nodes: [published(first), ...others.map(published)],
    witnesses: broker.witnesses.map(published),
  });
}

function atPublishedPorts(service: Service): RunningService {
  const ports = service.ports.map(({ containerPort, hostAddress, hostPort }) => [
    containerPort,
    { host: hostAddress || "127.0.0.1", port: hostPort },
  ]);
  return new ReachedService(service, Object.fromEntries(ports));
}

/**
 * The broker at a URL: redis://[user[:password]@]host[:port][/database][?stream=frames],
 * amqp://user:password@host[:port][/vhost][?queue=frame_queue]; over TLS rediss:// and amqps://. Every part of it holds.
 *
 * @throws Problem for anything else; it does not repeat the URL, which may hold a password
 */
export function targetOfUrl(broker: Broker, text: string): BrokerTarget {
  const subject = `the URL of ${broker.id}`;
  const { scheme, ports, parameter } = broker.url;
  const parts = partsOf(text, { subject, scheme, ports, parameters: [parameter] });
  if (parts.user && !parts.password)
    throw refused(subject, "a password with the user", "none", "write user:password@, or neither");
  return broker.targetOfUrl(parts, parts.parameters[parameter] ?? broker.destination);
}
