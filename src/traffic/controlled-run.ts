import type { ControlDisk } from "../brokers/control/control-disk.ts";
import { RunningControl } from "../brokers/control/running-control.ts";
import { CommonStart } from "./common-start.ts";
import { type ControlFigures, type ControlRun, controlFigures, withoutFigures } from "./control-run.ts";
import { type LoadHooks, type LoadOptions, type LoadRun, runLoad, soon } from "./load-run.ts";

/** A load's run with that of the control beside it, where there was one. */
export interface ControlledRun extends LoadRun {
  control?: ControlRun;
}

/** The control answers at once, or something is wrong with it: the load does not wait for it. */
const PATIENCE = { patienceMs: 5_000, quietMs: 2_000 };

/**
 * Runs a load with the control beside it: the same schedule from the same moment on, frames of the same bytes, threads of the same
 * code, an echo with an fsync instead of the broker. What both suffer is the host's.
 *
 * A control that fails takes nothing from the load: instead of its figures there is the reason.
 *
 * @throws as `runLoad`
 */
export async function runControlled(
  options: LoadOptions,
  disk: ControlDisk,
  hooks: LoadHooks = {},
): Promise<{ run: LoadRun; control: ControlRun }> {
  const start = new CommonStart(soon);
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, ...(hooks.signal ? [hooks.signal] : [])]);
  const [ours, its] = [start.join(), start.join()];
  const controlled = figuresBeside(options, disk, { startAt: its.arrive, signal })
    .then((figures) => ({ disk, figures }))
    .catch((thrown: unknown) => withoutFigures(disk, thrown))
    .finally(its[Symbol.dispose]);
  try {
    const run = await runLoad(options, { ...hooks, startAt: ours.arrive });
    return { run, control: await controlled };
  } finally {
    over.abort();
    ours[Symbol.dispose]();
    await controlled;
  }
}

/** @throws why there are none */
async function figuresBeside(
  options: LoadOptions,
  { folder }: ControlDisk,
  { startAt, signal }: Required<Pick<LoadHooks, "startAt" | "signal">>,
): Promise<ControlFigures> {
  await using control = await RunningControl.start(folder);
  const run = await runLoad(
    { ...options, ...PATIENCE, target: control.target, adopt: false },
    { startAt, signal: AbortSignal.any([signal, control.failed]) },
  );
  return controlFigures(run, await control.report());
}
