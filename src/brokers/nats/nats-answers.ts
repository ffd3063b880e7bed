import { z } from "zod";

const replicaSchema = z.object({
  name: z.string(),
  current: z.boolean(),
  offline: z.boolean().optional(),
  lag: z.number().optional(),
});

/** What a server says of itself at /varz. */
export const varzSchema = z.looseObject({
  server_id: z.string(),
  server_name: z.string(),
  version: z.string(),
  connections: z.number(),
  mem: z.number(),
  auth_required: z.boolean().default(false),
  jetstream: z
    .object({
      config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      meta: z
        .object({
          leader: z.string().optional(),
          cluster_size: z.number(),
          replicas: z.array(replicaSchema).default([]),
        })
        .optional(),
    })
    .default({}),
});
export type Varz = z.output<typeof varzSchema>;

/** What it says of its health at /healthz. */
export const healthzSchema = z.object({ status: z.string(), error: z.string().optional() });

/** Connections of clients, as the servers of a cluster list them. */
export const connectionsSchema = z.object({
  server: z.object({ id: z.string() }),
  data: z.object({
    connections: z
      .array(
        z.object({
          cid: z.number(),
          name: z.string().optional(),
          account: z.string().optional(),
          subscriptions_list: z.array(z.string()).default([]),
        }),
      )
      .default([]),
  }),
});
