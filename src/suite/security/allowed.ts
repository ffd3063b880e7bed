import { BROKERS } from "../../brokers/all.ts";

/** What a container may have of its host and its stack. Everything else that it has is named. */
export interface Allowed {
  /** Its ports that may be published, on addresses of loopback alone. */
  published: readonly number[];
  /** Those of them that clients of other hosts reach, where config/tls is laid over the compose file. */
  overTls?: readonly number[];
  /** Those that they reach where the stack is on several hosts, with TLS or without. */
  acrossHosts?: readonly number[];
  /** Its ports that other containers of the stack reach as well: one, or those from one to another. */
  inside?: readonly (number | readonly [from: number, to: number])[];
  /** Files and folders of the stack's own folder, which it may read: where it finds them, and what they are. */
  reads: Readonly<Record<string, string>>;
  /** Where it may write, on the volume that has its name. */
  writes?: string;
  /** Variables of its environment that hold a credential: their names, and the variable of `.env` that each may hold. */
  secrets: Readonly<Record<string, string>>;
}

/** What every service may have besides. */
export const ALLOWED_OF_ALL = {
  capabilities: [] as readonly string[],
  devices: [] as readonly string[],
  groups: [] as readonly string[],
  /** By name the least that each may be set to. Of its own network namespace: how many connections may wait. */
  sysctls: { "net.core.somaxconn": 128 } as Readonly<Record<string, number>>,
};

/** Where config/tls has services find their certificates. */
export const CERTIFICATES = "/tls";
/** What they may read there. */
export const CERTIFICATES_READ: readonly string[] = ["ca.crt", "server.crt", "server.key"];

const REDIS_READS = {
  "/usr/local/etc/redis": "config/redis",
  "/usr/local/etc/data-owner.sh": "config/data-owner.sh",
  // With TLS.
  "/usr/local/etc/redis-added": "config/tls/redis.conf",
  "/tls": "tls",
};
const REDIS_SECRETS = {
  REDIS_PASSWORD: "REDIS_PASSWORD",
  REDIS_EXPORTER_PASSWORD: "REDIS_EXPORTER_PASSWORD",
  PRODUCER_PASSWORD: "PRODUCER_PASSWORD",
  CONSUMER_PASSWORD: "CONSUMER_PASSWORD",
};
const REDIS: Allowed = {
  published: [6379, 6390],
  overTls: [6390],
  reads: REDIS_READS,
  writes: "/data",
  secrets: REDIS_SECRETS,
};
const SENTINEL: Allowed = { ...REDIS, published: [26379], overTls: [] };

const RABBITMQ: Allowed = {
  published: [5672, 5671, 15672, 15692],
  overTls: [5671],
  // Who finds the nodes of a cluster by name, the traffic between them, and RabbitMQ's own tools while they run.
  inside: [4369, 25672, [35672, 35682]],
  reads: {
    "/etc/rabbitmq/rabbitmq.conf": "config/rabbitmq/rabbitmq.conf",
    "/etc/rabbitmq/enabled_plugins": "config/rabbitmq/enabled_plugins",
    "/etc/rabbitmq/definitions.json": "config/rabbitmq/definitions.json",
    "/etc/rabbitmq/broker": "config/rabbitmq",
    "/etc/rabbitmq/data-owner.sh": "config/data-owner.sh",
    "/etc/rabbitmq/conf.d": "config/tls/rabbitmq.conf",
    "/tls": "tls",
  },
  writes: "/var/lib/rabbitmq",
  secrets: {
    BROKER_PASSWORD: "RABBITMQ_PASSWORD",
    BROKER_ERLANG_COOKIE: "RABBITMQ_ERLANG_COOKIE",
    PRODUCER_PASSWORD: "PRODUCER_PASSWORD",
    CONSUMER_PASSWORD: "CONSUMER_PASSWORD",
  },
};

const NATS: Allowed = {
  // With TLS it takes clients without at the same port: neither is for other hosts.
  published: [4222, 8222],
  // Where there are several hosts nothing else is left; clients come over TLS, and nothing makes them.
  acrossHosts: [4222],
  // Between the nodes of a cluster.
  inside: [6222],
  reads: {
    "/etc/nats": "config/nats",
    "/usr/local/etc/data-owner.sh": "config/data-owner.sh",
    // With TLS.
    "/etc/nats-added": "config/tls/nats.conf",
    "/tls": "tls",
  },
  writes: "/var/tmp",
  secrets: {
    NATS_PASSWORD: "NATS_PASSWORD",
    NATS_MONITOR_PASSWORD: "NATS_MONITOR_PASSWORD",
    NATS_ROUTE_PASSWORD: "NATS_ROUTE_PASSWORD",
    PRODUCER_PASSWORD: "PRODUCER_PASSWORD",
    CONSUMER_PASSWORD: "CONSUMER_PASSWORD",
  },
};

const BY_SERVICE: Readonly<Record<string, Allowed>> = {
  redis: REDIS,
  "redis-replica-1": REDIS,
  "redis-replica-2": REDIS,
  "redis-sentinel-1": SENTINEL,
  "redis-sentinel-2": SENTINEL,
  "redis-sentinel-3": SENTINEL,
  "redis-exporter": {
    published: [9121],
    reads: {},
    secrets: { REDIS_PASSWORD: "REDIS_EXPORTER_PASSWORD" },
  },
  rabbitmq: RABBITMQ,
  "rabbitmq-2": RABBITMQ,
  "rabbitmq-3": RABBITMQ,
  nats: NATS,
  "nats-2": NATS,
  "nats-3": NATS,
  "nats-exporter": { published: [7777], reads: { "/etc/nats": "config/nats" }, secrets: {} },
  prometheus: {
    published: [9090],
    reads: { "/etc/prometheus": "config/prometheus" },
    writes: "/prometheus",
    secrets: {},
  },
  alertmanager: {
    published: [9093],
    reads: { "/etc/alertmanager": "config/alertmanager" },
    writes: "/alertmanager",
    // Addresses that may hold a token.
    secrets: {
      ALERT_WEBHOOK_URL: "ALERT_WEBHOOK_URL",
      ALERT_WEBHOOK_CRITICAL_URL: "ALERT_WEBHOOK_CRITICAL_URL",
    },
  },
  grafana: {
    published: [3000],
    reads: {
      "/etc/grafana/provisioning/datasources": "config/grafana/datasources",
      "/etc/grafana/provisioning/dashboards": "config/grafana/dashboards",
      "/etc/grafana/dashboards": "dashboards",
      "/usr/share/grafana/public/docs": "docs",
    },
    writes: "/var/lib/grafana",
    secrets: { GF_SECURITY_ADMIN_PASSWORD: "GRAFANA_PASSWORD" },
  },
  "rtsp-capture": { published: [], reads: {}, secrets: { PRODUCER_PASSWORD: "PRODUCER_PASSWORD" } },
};

/** What a service may have that nobody has stated: nothing. */
const NOTHING: Allowed = { published: [], reads: {}, secrets: {} };

/** What a service may have; of a broker that has been added, what docs/extending.md has it take. */
export function allowedFor(service: string): Allowed {
  return BY_SERVICE[service] ?? ofAddedBroker(service) ?? NOTHING;
}

/**
 * Ports of a service that clients of other hosts may reach, since it speaks TLS there.
 * @param mounted where it finds what is mounted: only config/tls gives it certificates
 */
export function overTlsOf(service: string, mounted: readonly string[]): readonly number[] {
  return mounted.includes(CERTIFICATES) ? (allowedFor(service).overTls ?? []) : [];
}

/** Every variable of `.env` that holds a credential. */
export function credentialVariables(): string[] {
  return [...new Set(Object.values(BY_SERVICE).flatMap(({ secrets }) => Object.values(secrets)))];
}

function ofAddedBroker(service: string): Allowed | undefined {
  const broker = BROKERS.find(({ nodes, witnesses }) => [...nodes, ...witnesses].includes(service));
  if (!broker) return undefined;
  const { plain, tls } = broker.url.ports;
  return {
    published: [plain, tls],
    reads: { "/": `config/${broker.id}`, "/tls": "tls" },
    writes: "/",
    secrets: { PRODUCER_PASSWORD: "PRODUCER_PASSWORD", CONSUMER_PASSWORD: "CONSUMER_PASSWORD" },
  };
}
