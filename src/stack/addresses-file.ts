import { basename } from "node:path";
import { z } from "zod";
import { Problem } from "../kernel/problem.ts";
import { keepSecret } from "../kernel/secrets.ts";
import { YamlFile } from "../kernel/yaml-file.ts";
import { type ComposeFile, serviceOf } from "./compose-file.ts";
import { databaseIn, partsOf, prefixIn, type UrlForm, type UrlParts, virtualHostIn } from "./endpoint-url.ts";
import type { Variables } from "./interpolate.ts";
import { interpolateFile } from "./interpolate-file.ts";
import { ReachedService } from "./reached-service.ts";
import type { HostPort, RunningService } from "./running-service.ts";

type Form = Omit<UrlForm, "subject" | "parameters">;

/** A URL that says where something is and who is not asked: user and password have keys of their own. */
const located = <T>(form: Form, read: (parts: UrlParts, subject: string) => T) =>
  z.string().transform((text, context): T => {
    const subject = "the URL";
    try {
      const parts = partsOf(text, { ...form, subject });
      if (!parts.user && !parts.password) return read(parts, subject);
      context.addIssue("keep credentials out of the URL: user and password are keys of their own");
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      const { expected, seen, remedy } = thrown.parts;
      context.addIssue(`expected ${expected}, saw ${seen}; ${remedy}`);
    }
    return z.NEVER;
  });

/** Of an HTTP API, with the prefix of a proxy before its paths; a path that is one of the API's own stands for it. */
const api = (port: number, tls = port, ownPath = "") =>
  located({ scheme: "http", ports: { plain: port, tls } }, ({ at, path }): HostPort => {
    const prefix = prefixIn(path.endsWith(ownPath) ? path.slice(0, path.length - ownPath.length) : path);
    return prefix ? { ...at, prefix } : at;
  });

const credential = z.string().min(1, "is empty: is the variable that it comes from set?");

const schema = z
  .strictObject({
    redis: z
      .strictObject({
        url: located({ scheme: "redis", ports: { plain: 6379, tls: 6379 } }, ({ at, path }, subject) => ({
          at,
          database: databaseIn(path, subject),
        })),
        user: credential.optional(),
        password: credential.optional(),
      })
      .refine(({ user, password }) => !user || password, "names a user without a password")
      .optional(),
    "redis-exporter": z.strictObject({ url: api(9121, 9121, "/metrics") }).optional(),
    rabbitmq: z
      .strictObject({
        url: located({ scheme: "amqp", ports: { plain: 5672, tls: 5671 } }, ({ at, path }, subject) => ({
          at,
          vhost: virtualHostIn(path, subject),
        })),
        management: api(15672, 15671),
        metrics: api(15692, 15692, "/metrics").optional(),
        user: credential,
        password: credential,
      })
      .optional(),
  })
  .refine(({ redis, rabbitmq }) => redis || rabbitmq, "names neither redis nor rabbitmq");

type Addresses = z.output<typeof schema>;

/**
 * The services that a file names by address. `${NAME}` stands for a variable of the environment, so that the file holds
 * no credential.
 *
 * @param shipped what the services are called, and by which variables they have their credentials
 * @throws Problem that names the line of everything the file has wrong
 */
export function readAddresses(
  path: string,
  shipped: ComposeFile,
  variables: Variables = process.env,
): RunningService[] {
  const file = new YamlFile(path, {
    name: basename(path),
    remedy: "fix the lines named; npm run signoff -- --help shows what such a file looks like",
  });
  interpolateFile(file, variables);
  const { redis, "redis-exporter": exporter, rabbitmq } = file.parse(schema);
  for (const login of [redis, rabbitmq]) keepSecret(login?.password);
  const reached = (name: string, addresses: Record<number, HostPort>, environment: Record<string, string>) =>
    new ReachedService({ ...serviceOf(shipped, name), environment }, addresses);
  return [
    ...(redis ? [reached("redis", { 6379: redis.url.at }, environmentOfRedis(redis))] : []),
    ...(exporter ? [reached("redis-exporter", { 9121: exporter.url }, {})] : []),
    ...(rabbitmq
      ? [reached("rabbitmq", addressesOfRabbitMQ(rabbitmq), environmentOfRabbitMQ(rabbitmq))]
      : []),
  ];
}

function environmentOfRedis({ url, user, password = "" }: NonNullable<Addresses["redis"]>) {
  return {
    REDIS_PASSWORD: password,
    ...(user ? { REDIS_USER: user } : {}),
    ...(url.database > 0 ? { REDIS_DATABASE: String(url.database) } : {}),
  };
}

function addressesOfRabbitMQ({ url, management, metrics }: NonNullable<Addresses["rabbitmq"]>) {
  return { 5672: url.at, 15672: management, ...(metrics ? { 15692: metrics } : {}) };
}

function environmentOfRabbitMQ({ url, user, password }: NonNullable<Addresses["rabbitmq"]>) {
  return {
    BROKER_USER: user,
    BROKER_PASSWORD: password,
    ...(url.vhost === "/" ? {} : { BROKER_VHOST: url.vhost }),
  };
}
