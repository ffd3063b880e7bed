import type { Block, BrokerId, Plan, WrittenPlan } from "./schema.ts";

type WrittenTask = WrittenPlan["blocks"][number]["tasks"][number];

/**
 * What a plan asks for with these brokers in scope. A task about another broker is not in it, nor is a success metric or a
 * promise that only such tasks show: what is out of scope is not in the denominator.
 */
export function inScope(plan: WrittenPlan, brokers: readonly BrokerId[]): Plan {
  const isIn = ({ broker }: WrittenTask) => !broker || broker === "each" || brokers.includes(broker);
  const out = plan.blocks.flatMap(({ tasks }) => tasks.filter((task) => !isIn(task)).map(({ id }) => id));
  const isOut = (shown: string) => out.some((id) => shown === id || shown.startsWith(`${id}/`));
  const blocks = plan.blocks.map((block): Block => {
    const success = block.success
      .map((metric) => ({ ...metric, shownBy: metric.shownBy.filter((id) => !isOut(id)) }))
      .filter(({ shownBy }) => shownBy.length > 0);
    const tasks = block.tasks.filter(isIn).map(({ broker, ...task }) => ({
      ...task,
      ...(broker === "each" ? { brokers } : {}),
    }));
    return { ...block, success, tasks };
  });
  const promises = plan.promises.filter(({ shownBy }) => !isOut(shownBy));
  return {
    ...plan,
    brokers: [...brokers],
    promises,
    blocks: blocks.filter(({ tasks }) => tasks.length > 0),
  };
}
