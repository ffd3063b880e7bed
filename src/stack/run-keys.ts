import { z } from "zod";
import { BYTE_SIZE, bytesOf } from "../kernel/byte-size.ts";

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

const LEAST_LOG_BYTES = 2 ** 20;

/** As Compose has it: `500ms`, `5s` or `1m30s`. */
export const duration = z.string().regex(DURATION, "write a time as 500ms, 5s or 1m30s");

/** In bytes; Compose takes a k, m or g for a power of 1024. */
const size = z.union([
  z.number().int().positive(),
  z.string().regex(BYTE_SIZE, "write a size as 512m or 2g"),
]);
const share = z.union([z.number().positive(), z.string().regex(/^\d+(?:\.\d+)?$/, "write a number")]);
const count = z.number().int();

/**
 * The keys of a service that say how its container runs and not what is in it. A container of a run has them as the stack has
 * them. Drivers of logs are those that send nothing anywhere: what others would hear of a run is not from the stack.
 */
export const runKeys = {
  init: z.boolean().optional(),
  logging: z
    .strictObject({
      driver: z.enum(["json-file", "local", "journald"]).default("json-file"),
      options: z
        .record(z.string(), z.coerce.string())
        .default({})
        .refine(
          ({ "max-size": most }) => most === undefined || bytesOf(most) >= LEAST_LOG_BYTES,
          "keep at least 1m of each log: the runbook looks into them",
        ),
    })
    .optional(),
  labels: z
    .union([z.record(z.string(), z.coerce.string()), z.array(z.string()).transform(pairs)])
    .default({}),
  stop_grace_period: duration.optional(),
  stop_signal: z.string().optional(),
  working_dir: z.string().optional(),
  read_only: z.boolean().optional(),
  shm_size: size.optional(),
  mem_limit: size.optional(),
  mem_reservation: size.optional(),
  memswap_limit: size.optional(),
  cpus: share.optional(),
  cpu_shares: count.optional(),
  cpuset: z.string().optional(),
  pids_limit: count.optional(),
  oom_score_adj: count.optional(),
  ulimits: z.record(z.string(), z.union([count, z.strictObject({ soft: count, hard: count })])).optional(),
  deploy: z
    .strictObject({
      resources: z
        .strictObject({
          limits: z
            .strictObject({ cpus: share.optional(), memory: size.optional(), pids: count.optional() })
            .default({}),
          reservations: z.strictObject({ cpus: share.optional(), memory: size.optional() }).default({}),
        })
        .default({ limits: {}, reservations: {} }),
    })
    .optional(),
};

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** As Compose has it: one amount after the other, each with its unit. @throws Error for a time that is written otherwise */
export function milliseconds(written: string): number {
  if (!DURATION.test(written))
    throw new Error(`docker-compose.yml: the duration ${written} is not written as 500ms, 5s or 1m30s`);
  const parts = written.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
  return [...parts].reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
}

function pairs(written: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((each) => {
      const [name = "", ...value] = each.split("=");
      return [name, value.join("=")];
    }),
  );
}
