import { createHash } from "node:crypto";
import { isSecretName } from "../../kernel/secrets.ts";
import type { Composed, ComposedService } from "./composed.ts";
import type { MountedFile } from "./mounted-files.ts";

/** A file or text that Swarm gives to containers of a service, as a config or, where it must stay secret, as a secret. */
export interface Given {
  name: string;
  content: Buffer;
}

/** A service of that file, as far as it is looked at again. */
interface StackService {
  deploy: { labels: Readonly<Record<string, string>> };
}

/** What `docker stack deploy` takes, with the contents that its configs and secrets have. */
export interface StackFile {
  file: { services: Readonly<Record<string, StackService>> } & Record<string, unknown>;
  images: readonly string[];
  configs: readonly Given[];
  secrets: readonly Given[];
}

interface StackParts {
  /** The name that the stack has in the Swarm. */
  name: string;
  composed: Composed;
  /** Every file below what a service mounts from this checkout, and may read. */
  filesOf: (service: ComposedService) => readonly MountedFile[];
  labels: Readonly<Record<string, string>>;
}

/** Where a service finds its credentials. */
const CREDENTIALS = "/run/secrets/credentials";

/** The label of a service that says which settings it has: a digest of all that this file makes of it. */
export const SETTINGS = "broker-signoff.settings";

/** Services run as users of their own, which the images number differently. */
const READ_BY_ALL = 0o444;

/** A credential of the environment comes from the secret, which no inspection of the service shows. */
const WITH_CREDENTIALS = ["sh", "-c", `set -a; . ${CREDENTIALS}; set +a; exec "$@"`, "sh"];

/**
 * What Compose makes of the delivered files, as Swarm takes it. The files that Compose mounts from the checkout are configs,
 * which are named by their content: a changed one is another config, and Swarm starts the services anew that have it.
 * What Swarm has no word for is left out: names of containers, conditions of a start, restart policies of Compose,
 * security_opt, and addresses of the host.
 */
export function stackFileOf({ name, composed, filesOf, labels }: StackParts): StackFile {
  const configs = new Map<string, Given>();
  const secrets = new Map<string, Given>();
  const give = (into: Map<string, Given>, path: string, content: Buffer): string => {
    const given = { name: nameOf(name, path, content), content };
    into.set(given.name, given);
    return given.name;
  };
  const services = Object.entries(composed.services).map(([id, service]) => {
    const files = filesOf(service).map(({ path, target, content, isSecret }) => ({
      isSecret,
      entry: {
        source: give(isSecret ? secrets : configs, path, content),
        target,
        mode: READ_BY_ALL,
      },
    }));
    const hidden = credentialsOf(service);
    const credentials = hidden
      ? [{ source: give(secrets, `${id}-credentials`, hidden), target: CREDENTIALS, mode: READ_BY_ALL }]
      : [];
    const entry = {
      ...carriedOver(service),
      ...(hidden ? withCredentials(service) : {}),
      environment: shown(service),
      ports: (service.ports ?? []).map(({ target, published, protocol }) => ({
        target,
        published: Number(published),
        protocol: protocol ?? "tcp",
        mode: "host",
      })),
      volumes: (service.volumes ?? [])
        .filter(({ type }) => type === "volume")
        .map(({ source, target }) => ({ type: "volume", source, target })),
      configs: files.filter(({ isSecret }) => !isSecret).map(({ entry }) => entry),
      secrets: [...files.filter(({ isSecret }) => isSecret).map(({ entry }) => entry), ...credentials],
      networks: ["default"],
      labels,
    };
    const deploy = { ...limitsOf(service), ...service.deploy };
    const settings = digestOf({ entry, deploy });
    return [id, { ...entry, deploy: { ...deploy, labels: { ...labels, [SETTINGS]: settings } } }] as const;
  });
  const file = {
    version: "3.8",
    services: Object.fromEntries(services),
    networks: { default: { driver: "overlay", attachable: true, labels } },
    volumes: Object.fromEntries(Object.keys(composed.volumes ?? {}).map((volume) => [volume, { labels }])),
    configs: external(configs),
    secrets: external(secrets),
  };
  const images = Object.values(composed.services).map(({ image }) => image);
  return { file, images, configs: [...configs.values()], secrets: [...secrets.values()] };
}

/** Swarm takes at most 64 characters. */
function nameOf(stack: string, path: string, content: Buffer): string {
  const digest = shortDigest(content);
  const slug = path
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .slice(-(62 - stack.length - digest.length))
    .replace(/^-+/, "");
  return `${stack}_${slug}_${digest}`;
}

function digestOf(settings: unknown): string {
  return shortDigest(JSON.stringify(settings));
}

function shortDigest(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

function external(given: ReadonlyMap<string, Given>): Record<string, { external: true }> {
  return Object.fromEntries([...given.keys()].map((name) => [name, { external: true as const }]));
}

const CARRIED = [
  ...(["image", "user", "entrypoint", "command", "hostname", "working_dir"] as const),
  ...(["cap_drop", "healthcheck", "init", "logging", "read_only"] as const),
  ...(["stop_grace_period", "stop_signal", "ulimits"] as const),
];

function carriedOver(service: ComposedService): Partial<ComposedService> {
  const entries = CARRIED.filter((key) => service[key] !== undefined && service[key] !== null).map(
    (key) => [key, escaped(service[key])] as const,
  );
  const unasked = service.healthcheck?.disable ? { healthcheck: { disable: true } } : {};
  return { ...Object.fromEntries(entries), ...unasked };
}

/** Limits, as Swarm has them; none where the service has none of the keys that Compose alone takes. */
function limitsOf({ mem_limit: memory, cpus }: ComposedService) {
  const limits = Object.entries({ memory, cpus: cpus && String(cpus) }).filter(([, limit]) => limit);
  return limits.length > 0 ? { resources: { limits: Object.fromEntries(limits) } } : {};
}

/** `$` in what has been replaced already: the deployment would look for variables once more. */
function escaped<T>(value: T): T {
  if (typeof value === "string") return value.replaceAll("$", "$$$$") as T;
  if (Array.isArray(value)) return value.map(escaped) as T;
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escaped(each)])) as T;
  return value;
}

/** The lines of a shell that set the service's credentials; none where it has none. */
function credentialsOf({ environment }: ComposedService): Buffer | undefined {
  const hidden = Object.entries(environment ?? {}).filter(([variable]) => isSecretName(variable));
  if (hidden.length === 0) return undefined;
  const lines = hidden.map(
    ([variable, value]) => `${variable}='${(value ?? "").replaceAll("'", "'\\''")}'\n`,
  );
  return Buffer.from(lines.sort().join(""));
}

function shown({ environment }: ComposedService): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment ?? {})
      .filter(([variable]) => !isSecretName(variable))
      .map(([variable, value]) => [variable, escaped(value ?? "")]),
  );
}

/** Its first program, and what asks for its health, find the credentials where they always do: in the environment. */
function withCredentials({ entrypoint, command, healthcheck }: ComposedService): Record<string, unknown> {
  const [form = "", ...test] = healthcheck?.test ?? [];
  const isAsked = healthcheck !== undefined && !healthcheck.disable;
  const asked = form === "CMD-SHELL" ? ["sh", "-c", ...test] : test;
  return {
    entrypoint: escaped([...WITH_CREDENTIALS, ...(entrypoint ?? [])]),
    ...(command ? { command: escaped(command) } : {}),
    ...(isAsked
      ? { healthcheck: escaped({ ...healthcheck, test: ["CMD", ...WITH_CREDENTIALS, ...asked] }) }
      : {}),
  };
}
