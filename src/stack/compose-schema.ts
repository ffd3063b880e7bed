import { z } from "zod";

const PORT = /^([\d.]+):(\d+):(\d+)$/;
const BIND = /^(\.[^:]*):([^:]+?)(:ro)?$/;
const VOLUME = /^([\w-]+):([^:]+)$/;

const publishedPort = z
  .string()
  .regex(
    PORT,
    "write ADDRESS:HOST_PORT:CONTAINER_PORT, so that nothing listens on every interface by accident",
  )
  .transform((text) => {
    const [, hostAddress = "", hostPort, containerPort] = PORT.exec(text) ?? [];
    return { hostAddress, hostPort: Number(hostPort), containerPort: Number(containerPort) };
  });

const mount = z.string().transform((text, context) => {
  const [, source, bindTarget, readOnly] = BIND.exec(text) ?? [];
  if (source && bindTarget) {
    return { kind: "bind" as const, source, target: bindTarget, readOnly: readOnly !== undefined };
  }
  const [, volume, target] = VOLUME.exec(text) ?? [];
  if (volume && target) return { kind: "volume" as const, source: volume, target, readOnly: false };
  context.addIssue({ code: "custom", message: "write ./PATH:TARGET[:ro] or VOLUME:TARGET" });
  return z.NEVER;
});

const healthcheck = z.strictObject({
  test: z.union([z.tuple([z.literal("CMD")], z.string()), z.tuple([z.literal("CMD-SHELL"), z.string()])]),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number().int().positive(),
  start_period: z.string(),
});

const service = z.strictObject({
  image: z.string().min(1),
  container_name: z.string(),
  hostname: z.string().optional(),
  user: z.string().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(publishedPort).default([]),
  volumes: z.array(mount).default([]),
  healthcheck,
  depends_on: z.array(z.string()).default([]),
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
});

/**
 * The part of the Compose format that this stack uses. Strict on purpose: a key that the fixtures would not carry
 * over to their containers is an error, since what is verified has to be what is shipped.
 */
export const composeSchema = z
  .looseObject({
    name: z.string(),
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.strictObject({})).default({}),
  })
  .superRefine((file, context) => {
    for (const key of Object.keys(file)) {
      if (!["name", "services", "volumes"].includes(key) && !key.startsWith("x-")) {
        context.addIssue({ code: "unrecognized_keys", keys: [key], path: [], input: file });
      }
    }
  });

export type ServiceDefinition = z.infer<typeof service>;
