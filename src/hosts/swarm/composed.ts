import { join } from "node:path";
import { z } from "zod";
import { composeSync } from "../../stack/compose-cli.ts";

const service = z.looseObject({
  image: z.string(),
  user: z.string().optional(),
  hostname: z.string().optional(),
  entrypoint: z.array(z.string()).nullish(),
  command: z.array(z.string()).nullish(),
  environment: z.record(z.string(), z.string().nullable()).optional(),
  cap_drop: z.array(z.string()).optional(),
  healthcheck: z
    .looseObject({ test: z.array(z.string()).optional(), disable: z.boolean().optional() })
    .optional(),
  scale: z.number().optional(),
  ports: z
    .array(
      z.looseObject({ target: z.number(), published: z.coerce.string(), protocol: z.string().optional() }),
    )
    .optional(),
  volumes: z.array(z.looseObject({ type: z.string(), source: z.string(), target: z.string() })).optional(),
  deploy: z.looseObject({ replicas: z.number().optional() }).optional(),
});

const composed = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()).optional(),
});

/** What Compose makes of compose files, as far as Swarm has to know it. */
export type Composed = z.infer<typeof composed>;
export type ComposedService = z.infer<typeof service>;

/** The delivered file, TLS, and what Swarm needs beside it: the later ones add to the earlier ones. */
const FILES = ["docker-compose.yml", "config/tls/compose.yml", "config/swarm/compose.yml"];

/**
 * The stack for several hosts, with `.env` as Compose reads it. Services that set-up has left out are not in it.
 * @param variables in the place of those of `.env`
 * @throws Problem when Compose does not take the files
 */
export function composedForHosts(
  root: string,
  profiles: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Composed {
  const project = { root, files: FILES.map((file) => join(root, file)), profiles };
  const env = { ...process.env, ...variables };
  const printed = composeSync(project, ["config", "--format", "json"], { input: "", env });
  const read = composed.parse(JSON.parse(printed));
  const services = Object.entries(read.services).filter(
    ([, { scale, deploy }]) => (scale ?? deploy?.replicas ?? 1) > 0,
  );
  return { ...read, services: Object.fromEntries(services) };
}

/** What becomes of the commands of services, by their names. */
export type Commands = Readonly<Record<string, (delivered: readonly string[]) => string[]>>;

/** The same, in which some services are started otherwise. */
export function withCommands(composed: Composed, commands: Commands = {}): Composed {
  const services = Object.entries(composed.services).map(([id, service]) => {
    const change = commands[id];
    return [id, change ? { ...service, command: change(service.command ?? []) } : service];
  });
  return { ...composed, services: Object.fromEntries(services) };
}

/** The same, without services of these names. */
export function withoutServices(composed: Composed, names: readonly string[] = []): Composed {
  const services = Object.entries(composed.services).filter(([id]) => !names.includes(id));
  return { ...composed, services: Object.fromEntries(services) };
}
