import { z } from "zod";
import { listedSettingsSchema, settingsSchema } from "./rabbitmq-settings.ts";

export const overviewSchema = z.object({ rabbitmq_version: z.string(), cluster_name: z.string() });

export const queueSchema = z.object({
  name: z.string(),
  durable: z.boolean(),
  type: z.string(),
  policy: z.string().nullish(),
  arguments: z.record(z.string(), z.unknown()),
  leader: z.string().optional(),
  /** Null or absent where the type of the queue has none, as a classic one. */
  members: z.array(z.string()).nullish(),
  online: z.array(z.string()).nullish(),
  /** Ready and unacknowledged ones, as the node last counted them: some seconds old. */
  messages: z.number().optional(),
});

export const clientsSchema = z.array(
  z.object({ client_properties: z.object({ connection_name: z.string().optional() }).optional() }),
);

export const namesSchema = z.array(z.object({ name: z.string() }));

export const nodesSchema = z.array(
  z.object({
    name: z.string(),
    running: z.boolean(),
    /** Absent until the node has told its figures. */
    partitions: z.array(z.string()).optional(),
    mem_limit: z.number().optional(),
    disk_free_limit: z.number().optional(),
    config_files: z.array(z.string()).optional(),
  }),
);

export const alarmsSchema = z.union([
  z.object({ status: z.literal("ok") }).transform(() => []),
  z
    .object({
      status: z.literal("failed"),
      alarms: z.array(z.object({ node: z.string(), resource: z.string() })),
    })
    .transform(({ alarms }) => alarms),
]);

export const toldLimitsSchema = z.object({ effective_policy_definition: listedSettingsSchema });

export const policySchema = z.object({
  name: z.string(),
  pattern: z.string(),
  "apply-to": z.string(),
  priority: z.number(),
  definition: settingsSchema,
});

export type Queue = z.infer<typeof queueSchema>;
export type RabbitMQNode = z.infer<typeof nodesSchema>[number];
export type Alarm = z.output<typeof alarmsSchema>[number];
export type Policy = z.infer<typeof policySchema>;
