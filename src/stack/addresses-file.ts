import { basename } from "node:path";
import { z } from "zod";
import { keepSecret } from "../secrets.ts";
import { YamlFile } from "../yaml-file.ts";
import { type ComposeFile, serviceOf } from "./compose-file.ts";
import { endpointOf } from "./endpoint-url.ts";
import type { Variables } from "./interpolate.ts";
import { interpolateFile } from "./interpolate-file.ts";
import { ReachedService } from "./reached-service.ts";
import type { HostPort, RunningService } from "./running-service.ts";

/** A URL that says where something is, and nothing else. @param port where the URL names none */
const address = (scheme: string, port: number, tlsPort = port) =>
  z.string().transform((text, context): HostPort => {
    const endpoint = endpointOf(text, scheme, { plain: port, tls: tlsPort });
    if (!endpoint) {
      context.addIssue(`expected ${scheme}://host:port, or ${scheme}s:// over TLS`);
      return z.NEVER;
    }
    if (endpoint.url.username || endpoint.url.password) {
      context.addIssue("keep credentials out of the URL: user and password are keys of their own");
      return z.NEVER;
    }
    return endpoint.at;
  });

const credential = z.string().min(1, "is empty: is the variable that it comes from set?");

const schema = z
  .strictObject({
    redis: z.strictObject({ url: address("redis", 6379), password: credential.optional() }).optional(),
    "redis-exporter": z.strictObject({ url: address("http", 9121) }).optional(),
    rabbitmq: z
      .strictObject({
        url: address("amqp", 5672, 5671),
        management: address("http", 15672, 15671),
        metrics: address("http", 15692).optional(),
        user: credential,
        password: credential,
      })
      .optional(),
  })
  .refine(({ redis, rabbitmq }) => redis || rabbitmq, "names neither redis nor rabbitmq");

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
    remedy: "mend the lines named; npm run signoff -- --help shows what such a file looks like",
  });
  interpolateFile(file, variables);
  const { redis, "redis-exporter": exporter, rabbitmq } = file.parse(schema);
  for (const login of [redis, rabbitmq]) keepSecret(login?.password);
  const reached = (name: string, addresses: Record<number, HostPort>, environment: Record<string, string>) =>
    new ReachedService({ ...serviceOf(shipped, name), environment }, addresses);
  return [
    ...(redis ? [reached("redis", { 6379: redis.url }, { REDIS_PASSWORD: redis.password ?? "" })] : []),
    ...(exporter ? [reached("redis-exporter", { 9121: exporter.url }, {})] : []),
    ...(rabbitmq
      ? [
          reached(
            "rabbitmq",
            {
              5672: rabbitmq.url,
              15672: rabbitmq.management,
              ...(rabbitmq.metrics ? { 15692: rabbitmq.metrics } : {}),
            },
            { BROKER_USER: rabbitmq.user, BROKER_PASSWORD: rabbitmq.password },
          ),
        ]
      : []),
  ];
}
