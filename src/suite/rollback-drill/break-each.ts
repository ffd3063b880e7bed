import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { COMPOSE_FILE } from "../../stack/compose-cli.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";

/** Less than the frames take. */
const REDIS_LIMIT = "48mb";
const REDIS = "config/redis/redis.conf";
const RABBITMQ = "config/rabbitmq/definitions.json";
/** Each with another line at its end, which changes nothing for what reads it. */
const ANNOTATED = ["config/prometheus/prometheus.yml", "config/alertmanager/alertmanager.yml"];
const DASHBOARD = "dashboards/message-broker.json";

const composeSchema = z.object({ services: z.record(z.string(), z.object({ image: z.string() })) });
const servicesSchema = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({ environment: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const definitionsSchema = z.looseObject({
  policies: z.array(z.looseObject({ definition: z.record(z.string(), z.unknown()) })).optional(),
});

/** The next version of each service, by the variable of `.env` that names its image. */
export type NextVersions = Readonly<Record<string, string>>;

/** Makes the next version of every service whose image `.env` can name; of one that it can't, the version stays. */
export async function nextVersionsOf(trial: TrialStack, services: readonly string[]): Promise<NextVersions> {
  const { services: written } = composeSchema.parse(
    parse(readFileSync(join(trial.root, COMPOSE_FILE), "utf8")),
  );
  const { services: now } = trial.composed.file;
  const each = services.map(async (name): Promise<[string, string][]> => {
    const variable = variableOf(written[name]?.image ?? "");
    const image = now[name]?.image;
    return variable && image ? [[variable, await trial.versionOf(image, name)]] : [];
  });
  return Object.fromEntries((await Promise.all(each)).flat());
}

/** The variable that names an image: "${REDIS_IMAGE:-redis:8.2.2}". */
export function variableOf(image: string): string | undefined {
  return /^\$\{(\w+)/.exec(image)?.[1];
}

/**
 * The bad change: every service in its next version, each broker with other limits, and another file of each kind that
 * makes up the configuration.
 */
export function breakConfiguration(trial: TrialStack, next: NextVersions): void {
  trial.rewrite(REDIS, withLittleMemory);
  if (existsSync(join(trial.root, RABBITMQ))) trial.rewrite(RABBITMQ, withShorterQueues);
  trial.rewrite(COMPOSE_FILE, withOtherEnvironment);
  for (const file of ANNOTATED)
    trial.rewrite(file, (text) => `${text}\n# A change that came with the next version.\n`);
  trial.rewrite(DASHBOARD, (text) => `${text}\n`);
  for (const [variable, image] of Object.entries(next)) trial.setVariable(variable, image);
}

/** Whatever the limit was: of a setting that is there twice the last one counts. */
export function withLittleMemory(text: string): string {
  return `${text}\nmaxmemory ${REDIS_LIMIT}\n`;
}

/** Whatever the policies are, another one than now: a queue takes a frame fewer. */
export function withShorterQueues(text: string): string {
  const definitions = definitionsSchema.parse(JSON.parse(text));
  for (const { definition } of definitions.policies ?? []) {
    const length = definition["max-length"];
    if (typeof length === "number") definition["max-length"] = length - 1;
  }
  return `${JSON.stringify(definitions, null, 2)}\n\n`;
}

/** Every service gets a variable that nothing reads. */
export function withOtherEnvironment(text: string): string {
  const compose = servicesSchema.parse(parse(text, { merge: true }));
  for (const service of Object.values(compose.services))
    service.environment = { ...service.environment, NEXT_VERSION: "yes" };
  return stringify(compose, { aliasDuplicateObjects: false });
}
