import { type LoadOrder, optionsOf } from "../load-order.ts";
import { mustFit, preflight } from "../preflight.ts";
import { dealt } from "./dealt.ts";
import { runWorkers, type WorkersHooks, type WorkersRun } from "./workers-run.ts";
import type { Workplace } from "./workplace.ts";

interface Places {
  workers: number;
  workplace: Workplace;
  /** How many workers share this host's memory; each has a record of every frame, and so has this process. */
  onThisHost: number;
}

/**
 * Runs a load with workers, wherever they are.
 * @throws Problem when it cannot be run there, a worker would have nothing to do, or their records do not fit into this host's memory
 */
export async function carryOutWithWorkers(
  order: Omit<LoadOrder, "control">,
  { workers, workplace, onThisHost }: Places,
  { onBegin, ...hooks }: WorkersHooks & { onBegin?: () => void } = {},
): Promise<WorkersRun> {
  const options = optionsOf(order);
  dealt(workers, options);
  mustFit(options, { records: onThisHost + 1 });
  if (order.mustBeFree) await preflight(options.target, { adopt: options.adopt ?? false });
  onBegin?.();
  return await runWorkers(options, { workers, workplace }, hooks);
}
