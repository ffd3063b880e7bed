import { z } from "zod";
import { duration, runKeys } from "./run-keys.ts";

const PORT = /^([\d.]+|\[[\da-f:]+\]):(\d+):(\d+)(?:\/tcp)?$/i;
const BIND = /^(\.[^:]*):([^:]+?)(:ro)?$/;
const VOLUME = /^([\w-]+):([^:]+)$/;

/** As {@link portText} has it, written out. */
const longPort = z
  .strictObject({
    target: z.number().int(),
    published: z.coerce.number().int(),
    host_ip: z.string("write host_ip, so that nothing listens on every interface by accident"),
    protocol: z.literal("tcp").default("tcp"),
    mode: z.literal(["host", "ingress"]).optional(),
    name: z.string().optional(),
    app_protocol: z.string().optional(),
  })
  .transform(({ host_ip, published, target }) => ({
    hostAddress: host_ip,
    hostPort: published,
    containerPort: target,
  }));

const portText = z
  .string()
  .regex(
    PORT,
    "write ADDRESS:HOST_PORT:CONTAINER_PORT, so that nothing listens on every interface by accident",
  )
  .transform((text) => {
    const [, hostAddress = "", hostPort, containerPort] = PORT.exec(text) ?? [];
    return {
      hostAddress: hostAddress.replace(/^\[(.*)\]$/, "$1"),
      hostPort: Number(hostPort),
      containerPort: Number(containerPort),
    };
  });

/** As {@link mountText} has it, written out. */
const longMount = z
  .strictObject({
    type: z.enum(["bind", "volume"]),
    source: z.string(),
    target: z.string(),
    read_only: z.boolean().default(false),
    bind: z.strictObject({ create_host_path: z.boolean().optional() }).optional(),
    volume: z.strictObject({}).optional(),
  })
  .transform(({ type, source, target, read_only }) => ({ kind: type, source, target, readOnly: read_only }));

const mountText = z.string().transform((text, context) => {
  const [, source, bindTarget, readOnly] = BIND.exec(text) ?? [];
  if (source && bindTarget) {
    return { kind: "bind" as const, source, target: bindTarget, readOnly: readOnly !== undefined };
  }
  const [, volume, target] = VOLUME.exec(text) ?? [];
  if (volume && target) return { kind: "volume" as const, source: volume, target, readOnly: false };
  context.addIssue({ code: "custom", message: "write ./PATH:TARGET[:ro] or VOLUME:TARGET" });
  return z.NEVER;
});

/** What is left out is as the engine has it by default. */
const healthcheck = z.strictObject({
  test: z.union([
    z.tuple([z.literal("CMD")], z.string()),
    z.tuple([z.literal("CMD-SHELL"), z.string()]),
    z.string().transform((command): ["CMD-SHELL", string] => ["CMD-SHELL", command]),
  ]),
  interval: duration.default("30s"),
  timeout: duration.default("30s"),
  retries: z.number().int().positive().default(3),
  start_period: duration.default("0s"),
  start_interval: duration.optional(),
});

/**
 * What gives a container more of its host than this stack needs. The fixtures carry none of it over: overall/security reads
 * what Compose makes of the file, and names each.
 */
const overreaching = z.unknown().optional();

const service = z.strictObject({
  image: z.string().min(1),
  container_name: z.string(),
  hostname: z.string().optional(),
  user: z.string().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.union([longPort, portText])).default([]),
  volumes: z.array(z.union([longMount, mountText])).default([]),
  healthcheck,
  depends_on: z
    .union([
      z.array(z.string()),
      z.record(z.string(), z.strictObject({ condition: z.string(), required: z.boolean().default(true) })),
    ])
    .default([]),
  profiles: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  /** Without it Compose starts nothing again. */
  restart: z
    .string()
    .regex(
      /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/,
      "write no, always, unless-stopped or on-failure",
    )
    .default("no"),
  /** How many of it `docker compose up` starts: 0 where its image is not available. */
  scale: z.coerce.number().int().min(0).max(1).default(1),
  pull_policy: z.enum(["missing", "never"]).default("missing"),
  ...runKeys,
  privileged: overreaching,
  cap_add: overreaching,
  devices: overreaching,
  device_cgroup_rules: overreaching,
  group_add: overreaching,
  sysctls: overreaching,
  network_mode: overreaching,
  networks: overreaching,
  pid: overreaching,
  ipc: overreaching,
  uts: overreaching,
  userns_mode: overreaching,
  cgroup: overreaching,
});

/**
 * The part of the Compose format that this stack uses. Strict on purpose: a key that the fixtures would not carry
 * over to their containers is an error, since what is verified has to be what is shipped.
 */
export const composeSchema = z
  .looseObject({
    name: z.string(),
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.strictObject({}).nullable()).default({}),
  })
  .superRefine((file, context) => {
    for (const key of Object.keys(file)) {
      if (!["name", "services", "volumes"].includes(key) && !key.startsWith("x-")) {
        context.addIssue({ code: "unrecognized_keys", keys: [key], path: [], input: file });
      }
    }
  });

export type ServiceDefinition = z.infer<typeof service>;
