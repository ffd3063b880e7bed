import { join } from "node:path";
import type { Obstacle } from "../kernel/obstacle.ts";
import { Problem } from "../kernel/problem.ts";
import { keepSecretsOf } from "../kernel/secrets.ts";
import { YamlFile } from "../kernel/yaml-file.ts";
import { composeSchema, type ServiceDefinition } from "./compose-schema.ts";
import { composedValues } from "./composed-values.ts";
import type { Variables } from "./interpolate.ts";
import { interpolateFile, interpolateFileBy } from "./interpolate-file.ts";

/** The repository's root: where the compose file, `config/` and `.env` are. */
export const ROOT = join(import.meta.dirname, "../..");

export interface Service extends ServiceDefinition {
  name: string;
  /** The variable that replaces the image: REDIS_IMAGE of `${REDIS_IMAGE:-redis:8}`. */
  imageVariable: string;
  /** What leaves the service out, by variable; none where the stack cannot do without it. */
  leftOutBy: Readonly<Record<string, string>>;
}

export interface ComposeFile {
  root: string;
  services: Record<string, Service>;
}

export interface ComposeOptions {
  root?: string;
  /** Wins over `.env`, as in Compose. */
  env?: Variables;
  /** Whether `.env` is read, by Compose; without it the file's own defaults hold, and Docker is not needed. */
  dotEnv?: boolean;
}

/**
 * Reads docker-compose.yml with its variables replaced as Compose replaces them; without `.env` that needs no Docker.
 *
 * @throws Problem that names the line of everything the file has wrong
 */
export function readComposeFile(options: ComposeOptions = {}): ComposeFile {
  const { root = ROOT, env = process.env, dotEnv = true } = options;
  const file = new YamlFile(join(root, "docker-compose.yml"), {
    name: "docker-compose.yml",
    remedy: "fix the lines named; a new key needs its translation in src/stack/ first",
  });
  const raw = file.document.toJS();
  const imageVariables = variablesOf(raw, "image");
  const scaleVariables = variablesOf(raw, "scale");
  const pullVariables = variablesOf(raw, "pull_policy");
  if (dotEnv) interpolateFileBy(file, (texts) => composedValues(texts, root, env));
  else interpolateFile(file, env);
  const services = Object.entries(file.parse(composeSchema).services).map(
    ([name, definition]): [string, Service] => [
      name,
      {
        ...definition,
        name,
        imageVariable: imageVariables[name] ?? "",
        leftOutBy: leavingOut(scaleVariables[name], pullVariables[name]),
      },
    ],
  );
  for (const [, { environment }] of services) keepSecretsOf(environment);
  return { root, services: Object.fromEntries(services) };
}

/** The service of that name. @throws Problem when the compose file has none */
export function serviceOf(file: ComposeFile, name: string): Service {
  const service = file.services[name];
  if (service) return service;
  throw new Problem({
    subject: `docker-compose.yml, service ${name}`,
    expected: "a service of that name",
    seen: Object.keys(file.services).join(", "),
    remedy: "restore the service, or take its name out of what asks for it",
  });
}

/** Why a service is not available on this host: what set-up, or the user, has left out. */
export function whyLeftOut(file: ComposeFile, ...names: string[]): Obstacle | undefined {
  const leftOut = names.map((name) => serviceOf(file, name)).find(({ scale }) => scale === 0);
  if (!leftOut) return undefined;
  const text = `the image ${leftOut.image} is not on this host: .env leaves ${leftOut.name} out; npm run setup says why`;
  return { kind: "image", text };
}

/** The variable that each service's key is set by, where there is one. */
function variablesOf(
  raw: { services?: Record<string, Record<string, unknown> | null> },
  key: "image" | "scale" | "pull_policy",
): Record<string, string> {
  const entries = Object.entries(raw?.services ?? {}).map(([name, service]) => {
    const [, variable = ""] = /^\$\{(\w+):-/.exec(String(service?.[key])) ?? [];
    return [name, variable];
  });
  return Object.fromEntries(entries);
}

/** Compose asks for the image of a service that it is to start none of, unless it is never to be pulled. */
function leavingOut(scale?: string, pullPolicy?: string): Record<string, string> {
  return scale && pullPolicy ? { [scale]: "0", [pullPolicy]: "never" } : {};
}
