import { z } from "zod";
import { DEAD_LETTER_EXCHANGE, DEAD_LETTER_QUEUE, QUEUE } from "./names.ts";

const VHOST = "/";

const named = z.looseObject({ name: z.string(), vhost: z.string().optional() });
const declaredSchema = z.looseObject({
  vhosts: z.array(z.looseObject({ name: z.string() })).default([]),
  /** Of limits only: an empty list or object where a user has none. */
  users: z.array(z.looseObject({ name: z.string(), limits: z.unknown().optional() })).default([]),
  exchanges: z
    .array(named.extend({ type: z.string(), durable: z.boolean(), internal: z.boolean().optional() }))
    .default([]),
  queues: z.array(named.extend({ durable: z.boolean(), auto_delete: z.boolean() })).default([]),
  bindings: z
    .array(
      z.looseObject({
        source: z.string(),
        destination: z.string(),
        destination_type: z.string(),
        routing_key: z.string().default(""),
        vhost: z.string().optional(),
      }),
    )
    .default([]),
  policies: z.array(named.extend({ pattern: z.string() })).default([]),
  /** Operator policies, limits of virtual hosts, shovels and federation are among them. */
  parameters: z.array(named.extend({ component: z.string() })).default([]),
  global_parameters: z.array(z.looseObject({ name: z.string() })).default([]),
});

/** What the node sets itself, and says nothing of where frames go. */
const GLOBAL_PARAMETERS = new Set([
  "cluster_name",
  "internal_cluster_id",
  "cluster_tags",
  "imported_definition_hash_value",
]);

interface Known {
  /** The policy that frame_queue follows, whatever it is called. */
  policy: string | undefined;
  /** Whether a run made what has that name, for a time. */
  isOwn(name: string): boolean;
}

/**
 * What is declared in a broker that nobody expects, in words: virtual hosts, exchanges, queues, bindings, policies, operator
 * policies and parameters. Users' rights are another matter; so are the settings of the queues.
 *
 * @param definitions as the broker exports them, JSON
 */
export function unexpectedDeclared(definitions: string, { policy, isOwn }: Known): string[] {
  const declared = declaredSchema.parse(JSON.parse(definitions));
  const found = [
    ...declared.vhosts.filter(({ name }) => name !== VHOST).map(({ name }) => `virtual host ${name}`),
    ...declared.users
      .filter(({ limits }) => Object.keys(limits ?? {}).length > 0)
      .map(({ name }) => `limits of user ${name}`),
    ...declared.exchanges.flatMap(aboutExchange),
    ...missing(declared.exchanges, [DEAD_LETTER_EXCHANGE], "exchange"),
    ...declared.queues.filter(({ name }) => !isOwn(name)).flatMap(aboutQueue),
    ...missing(declared.queues, [QUEUE, DEAD_LETTER_QUEUE], "queue"),
    ...aboutBindings(declared.bindings),
    ...declared.policies
      .filter(({ name }) => name !== policy && !isOwn(name))
      .map(({ name, pattern }) => `policy ${name} for ${pattern}`),
    ...declared.parameters.map(({ component, name }) => `${component.replace("_", " ")} ${name}`),
    ...declared.global_parameters
      .filter(({ name }) => !GLOBAL_PARAMETERS.has(name))
      .map(({ name }) => `global parameter ${name}`),
  ];
  return found.sort();
}

type Declared = z.output<typeof declaredSchema>;

function aboutExchange({ name, type, durable }: Declared["exchanges"][number]): string[] {
  if (name !== DEAD_LETTER_EXCHANGE) return [`exchange ${name}`];
  return [
    ...(type === "fanout" ? [] : [`exchange ${name} of type ${type}, which does not take every dead letter`]),
    ...(durable ? [] : [`exchange ${name}, which a restart takes away`]),
  ];
}

function aboutQueue({ name, durable, auto_delete }: Declared["queues"][number]): string[] {
  if (name !== QUEUE && name !== DEAD_LETTER_QUEUE) return [`queue ${name}`];
  // Whether frame_queue itself is durable is a criterion of its own.
  return [
    ...(durable || name === QUEUE ? [] : [`queue ${name}, which a restart takes away`]),
    ...(auto_delete ? [`queue ${name}, which goes with its last consumer`] : []),
  ];
}

function aboutBindings(bindings: Declared["bindings"]): string[] {
  const isExpected = ({ source, destination, destination_type }: Declared["bindings"][number]) =>
    source === DEAD_LETTER_EXCHANGE && destination === DEAD_LETTER_QUEUE && destination_type === "queue";
  const others = bindings.filter((each) => !isExpected(each));
  return [
    ...others.map(
      ({ source, destination }) => `binding of ${destination} to ${source || "the default exchange"}`,
    ),
    ...(bindings.some(isExpected) ? [] : [`no binding of ${DEAD_LETTER_QUEUE} to ${DEAD_LETTER_EXCHANGE}`]),
  ];
}

function missing(there: readonly { name: string }[], wanted: readonly string[], kind: string): string[] {
  return wanted
    .filter((name) => !there.some((each) => each.name === name))
    .map((name) => `no ${kind} ${name} that a restart keeps`);
}
