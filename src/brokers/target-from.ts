import { type ComposeFile, type Service, serviceOf } from "../stack/compose-file.ts";
import { databaseIn, partsOf, refused, virtualHostIn } from "../stack/endpoint-url.ts";
import { rabbitMQLoginOf, redisLoginOf } from "../stack/logins.ts";
import { ReachedService } from "../stack/reached-service.ts";
import type { HostPort, RunningService } from "../stack/running-service.ts";
import { NODES, SENTINELS } from "./profile-ha.ts";
import type { BrokerTarget } from "./target.ts";

/** Where the video-detection system keeps its frames: a stream of Redis, a queue of RabbitMQ. */
export const FRAMES = { redis: "frames", rabbitmq: "frame_queue" };
const PORTS = { redis: 6379, rabbitmq: 5672 };
const TLS_PORTS = { redis: 6379, rabbitmq: 5671 };
const SCHEMES = { redis: "redis", rabbitmq: "amqp" } as const;
/** The parameter of a URL that names where the frames are. */
const PLACES = { redis: "stream", rabbitmq: "queue" };
const SENTINEL_PORT = 26379;

export type BrokerName = keyof typeof FRAMES;

export const BROKERS = Object.keys(FRAMES) as BrokerName[];

/** The frames of a broker that the compose file describes, reached at an address of this host. */
function targetOfService(
  broker: BrokerName,
  service: Service,
  at: HostPort,
  place: string = FRAMES[broker],
): BrokerTarget {
  const { environment } = service;
  return broker === "redis"
    ? { ...at, broker, ...redisLoginOf(environment), stream: place }
    : { ...at, broker, ...rabbitMQLoginOf(environment), queue: place };
}

/** The frames of a broker that runs. @param place another stream or queue than the system's */
export async function targetOfRunning(
  broker: BrokerName,
  running: RunningService,
  place?: string,
): Promise<BrokerTarget> {
  return targetOfService(broker, running.service, await running.address(PORTS[broker]), place);
}

/**
 * The frames of a broker in profile ha: of Redis, whichever node its Sentinels name; of RabbitMQ, any node. Without
 * Sentinels there is one Redis.
 * @param nodes of the broker, the first one first
 */
export async function targetOfNodes(
  broker: BrokerName,
  nodes: readonly [RunningService, ...RunningService[]],
  sentinels: readonly RunningService[] = [],
): Promise<BrokerTarget> {
  const [first, ...others] = nodes;
  const target = await targetOfRunning(broker, first);
  const at = (each: RunningService) => each.address(PORTS[broker]);
  if (target.broker === "rabbitmq") return { ...target, others: await Promise.all(others.map(at)) };
  if (sentinels.length === 0) return target;
  const reached = await Promise.all(
    nodes.map(async (node) => [`${node.name}:${PORTS.redis}`, await at(node)] as const),
  );
  const behind = {
    sentinels: await Promise.all(sentinels.map((each) => each.address(SENTINEL_PORT))),
    nodes: Object.fromEntries(reached),
  };
  return { ...target, behind };
}

/**
 * The broker of the composed stack, at the ports that its services publish on this host.
 * @param isHa it runs in profile ha
 */
export function composedTarget(
  broker: BrokerName,
  file: ComposeFile,
  { isHa }: { isHa: boolean },
): Promise<BrokerTarget> {
  const published = (name: string) => atPublishedPorts(serviceOf(file, name));
  const [first, ...others] = NODES[broker];
  if (!isHa) return targetOfRunning(broker, published(first));
  const sentinels = broker === "redis" ? SENTINELS : [];
  return targetOfNodes(broker, [published(first), ...others.map(published)], sentinels.map(published));
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
export function targetOfUrl(broker: BrokerName, text: string): BrokerTarget {
  const subject = `the URL of ${broker}`;
  const ports = { plain: PORTS[broker], tls: TLS_PORTS[broker] };
  const form = { subject, scheme: SCHEMES[broker], ports, parameters: [PLACES[broker]] };
  const { at, user, password, path, parameters } = partsOf(text, form);
  const place = parameters[PLACES[broker]] ?? FRAMES[broker];
  if (user && !password)
    throw refused(subject, "a password with the user", "none", "write user:password@, or neither");
  if (broker === "rabbitmq") {
    const login = { user: user || "guest", password: password || "guest" };
    return { ...at, broker, ...login, vhost: virtualHostIn(path, subject), queue: place };
  }
  const database = databaseIn(path, subject);
  return {
    ...at,
    broker,
    stream: place,
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    ...(database > 0 ? { database } : {}),
  };
}
