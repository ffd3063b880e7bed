import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";
import { keyOf } from "./criterion-key.ts";
import { loadWholePlan, nameOfPlan, planFile } from "./plan-file.ts";
import type { BrokerId, WrittenPlan } from "./schema.ts";

const required = (message: string) => z.string(message).trim().min(1, message);

const waiver = z.strictObject({
  /** task/criterion, as in the plan. */
  criterion: z.string().min(1),
  broker: z.string().min(1).optional(),
  approver: required("a waiver names who approved it"),
  reason: required("a waiver gives its reason"),
  /** The last day on which it holds, YYYY-MM-DD. */
  expires: z.iso.date("write the last day as YYYY-MM-DD"),
});

export type Waiver = z.infer<typeof waiver>;

export interface WaiverOptions {
  /** Without it waivers.yaml beside the plan. */
  path?: string;
  today?: string;
}

/**
 * The waivers in force. @throws Problem with the line of each that is malformed, expired, or of an unknown criterion
 */
export function loadWaivers(plan = loadWholePlan(), options: WaiverOptions = {}): Waiver[] {
  const { path = join(dirname(planFile()), "waivers.yaml"), today = new Date().toISOString().slice(0, 10) } =
    options;
  if (!existsSync(path)) return [];
  const file = new YamlFile(path, {
    name: nameOfPlan(path),
    remedy:
      "renew or remove the waivers named; each has criterion, approver, reason and expires (YYYY-MM-DD)",
  });
  const { waivers } = file.parse(z.strictObject({ waivers: z.array(waiver) }));
  const problems = waivers.flatMap((each, index) => {
    const why = whyNotInForce(each, plan, today);
    return why ? [`line ${file.lineOf(["waivers", index])}: ${each.criterion}: ${why}`] : [];
  });
  if (problems.length > 0) throw file.malformed(problems);
  return waivers;
}

/** The waiver that covers a criterion, if one does. */
export function waiverOf(
  waivers: readonly Waiver[],
  taskId: string,
  { id, broker }: { id: string; broker?: BrokerId | undefined },
): Waiver | undefined {
  return waivers.find(
    (waiver) => waiver.criterion === keyOf(taskId, { id }) && (!waiver.broker || waiver.broker === broker),
  );
}

function whyNotInForce(
  { criterion, broker, expires }: Waiver,
  plan: WrittenPlan,
  today: string,
): string | undefined {
  const task = plan.blocks
    .flatMap(({ tasks }) => tasks)
    .find(({ id, criteria }) => criteria.some((candidate) => keyOf(id, candidate) === criterion));
  if (!task) return "the plan knows no such criterion";
  if (broker && task.broker !== "each") return `the plan does not measure it for ${broker}`;
  return expires < today ? `expired on ${expires}` : undefined;
}
