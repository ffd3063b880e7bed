import { z } from "zod";

export const settingsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * A policy's settings as the node lists them: pairs, from 4.2.6 on an object; without any policy an empty list, an empty text
 * or an empty object, by version.
 */
export const listedSettingsSchema = z.union([
  settingsSchema,
  z
    .array(z.tuple([z.string(), z.union([z.string(), z.number()])]))
    .transform((pairs) => settingsSchema.parse(Object.fromEntries(pairs))),
  z.literal("").transform(() => ({})),
]);

const listedSchema = z.array(
  z.object({ name: z.string(), effective_policy_definition: listedSettingsSchema }),
);

/**
 * The settings in force on a queue; none for one that is not listed.
 * @param output of `rabbitmqctl --formatter json list_queues name effective_policy_definition`
 */
export function limitsOf(queue: string, output: string): z.output<typeof settingsSchema> {
  const queues = listedSchema.parse(JSON.parse(output));
  return queues.find(({ name }) => name === queue)?.effective_policy_definition ?? {};
}
