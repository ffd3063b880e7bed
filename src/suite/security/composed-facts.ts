import { z } from "zod";
import type { ContainerFacts, MountFact } from "./container-facts.ts";

const texts = z.array(z.string()).nullish();
const anything = z.unknown().optional();

const mount = z.object({
  type: z.string(),
  source: z.string().optional(),
  target: z.string(),
  read_only: z.boolean().optional(),
});

const port = z.object({
  host_ip: z.string().optional(),
  published: z.coerce.string().optional(),
  target: z.number(),
  protocol: z.string().default("tcp"),
});

const service = z.object({
  user: z.string().optional(),
  privileged: z.boolean().optional(),
  cap_add: texts,
  cap_drop: texts,
  security_opt: texts,
  hostname: z.string().optional(),
  container_name: z.string().optional(),
  network_mode: z.string().optional(),
  pid: z.string().optional(),
  ipc: z.string().optional(),
  uts: z.string().optional(),
  userns_mode: z.string().optional(),
  cgroup: z.string().optional(),
  networks: z.record(z.string(), z.record(z.string(), z.unknown()).nullish()).nullish(),
  devices: z.array(anything).nullish(),
  device_cgroup_rules: texts,
  group_add: z.array(z.coerce.string()).nullish(),
  sysctls: z.union([z.record(z.string(), anything), z.array(z.string())]).nullish(),
  volumes: z.array(mount).nullish(),
  ports: z.array(port).nullish(),
  environment: z.record(z.string(), z.string().nullable()).nullish(),
  command: anything,
  entrypoint: anything,
  labels: anything,
  healthcheck: anything,
});

type Composed = z.infer<typeof service>;

const configSchema = z.object({ services: z.record(z.string(), service) });

/** What Compose would give every service of its files, of all profiles, as `docker compose config --format json` prints it. */
export function factsOfComposed(printed: string): ContainerFacts[] {
  const { services } = configSchema.parse(JSON.parse(printed));
  const names = Object.keys(services);
  return Object.entries(services).map(([name, definition]) => factsOf(name, definition, names));
}

/** @param names of all services */
function factsOf(name: string, composed: Composed, names: readonly string[]): ContainerFacts {
  const { user, network_mode, pid, ipc, uts, userns_mode, cgroup } = composed;
  return {
    service: name,
    ...(user === undefined ? {} : { user }),
    isPrivileged: composed.privileged ?? false,
    capAdd: composed.cap_add ?? [],
    capDrop: composed.cap_drop ?? [],
    securityOpt: composed.security_opt ?? [],
    namespaces: shared({ network: network_mode, pid, ipc, uts, user: userns_mode, cgroup }),
    networks: networksOf(composed),
    onNetworks: [
      ...settingsOf(composed.networks ?? {}),
      ...namesOfOthers(composed, name, names).map((other) => `the name ${other} of another service`),
    ],
    devices: [...(composed.devices ?? []).map(toldDevice), ...(composed.device_cgroup_rules ?? [])],
    groups: composed.group_add ?? [],
    sysctls: sysctlsOf(composed.sysctls ?? {}),
    mounts: (composed.volumes ?? []).map(mountOf),
    published: (composed.ports ?? []).map(({ host_ip = "", published = "", target, protocol }) => ({
      address: host_ip,
      hostPort: published,
      port: target,
      protocol,
    })),
    environment: Object.fromEntries(
      Object.entries(composed.environment ?? {}).map(([variable, value]) => [variable, value ?? ""]),
    ),
    texts: {
      command: JSON.stringify([composed.entrypoint, composed.command]),
      labels: JSON.stringify(composed.labels ?? {}),
      "health check": JSON.stringify(composed.healthcheck ?? {}),
    },
  };
}

/** Those that are shared with the host, or with another container. */
export function shared(modes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(modes).filter(([, mode]) => isShared(mode));
  return Object.fromEntries(entries) as Record<string, string>;
}

function isShared(mode: string | undefined): boolean {
  return /^(host$|container:|service:)/.test(mode ?? "");
}

/** Networks beyond that of the stack: those that it names, and the one that its mode stands for. */
function networksOf({ networks, network_mode: mode }: Composed): string[] {
  const named = Object.keys(networks ?? {}).filter((network) => network !== "default");
  return mode && !isShared(mode) ? [...named, mode] : named;
}

function settingsOf(networks: NonNullable<Composed["networks"]>): string[] {
  return Object.entries(networks).flatMap(([network, settings]) =>
    Object.entries(settings ?? {}).map(
      ([key, value]) => `${key} ${JSON.stringify(value)} on the network ${network}`,
    ),
  );
}

/** Names of other services that the network would find this one by. */
function namesOfOthers(
  { hostname, container_name }: Composed,
  own: string,
  names: readonly string[],
): string[] {
  const called = new Set([hostname, container_name]);
  return names.filter((name) => name !== own && called.has(name));
}

function mountOf({ type, source = "", target, read_only = false }: z.infer<typeof mount>): MountFact {
  return { kind: type, source, target, isReadOnly: read_only };
}

function toldDevice(device: unknown): string {
  return typeof device === "string" ? device : JSON.stringify(device);
}

function sysctlsOf(sysctls: Readonly<Record<string, unknown>> | readonly string[]): Record<string, string> {
  const pairs = Array.isArray(sysctls)
    ? (sysctls as readonly string[]).map((each) => each.split("="))
    : Object.entries(sysctls).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, value]));
}
