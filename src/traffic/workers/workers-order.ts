import { type LoadOrder, optionsOf } from "../load-order.ts";
import { mustFit, preflight } from "../preflight.ts";
import { dealt } from "./dealt.ts";
import { LocalWorkplace } from "./local-workplace.ts";
import { runWorkers, type WorkersHooks, type WorkersRun } from "./workers-run.ts";

/**
 * Runs a load with workers that are processes of this host.
 * @throws Problem when it cannot be run there, a worker would have nothing to do, or their records do not fit into this host's memory
 */
export async function carryOutWithWorkers(
  order: Omit<LoadOrder, "control">,
  workers: number,
  { onBegin, ...hooks }: WorkersHooks & { onBegin?: () => void } = {},
): Promise<WorkersRun> {
  const options = optionsOf(order);
  dealt(workers, options);
  // Each has a record of every frame, and so has this process.
  mustFit(options, { records: workers + 1 });
  if (order.mustBeFree) await preflight(options.target, { adopt: options.adopt ?? false });
  onBegin?.();
  using workplace = new LocalWorkplace();
  return await runWorkers(options, { workers, workplace }, hooks);
}
