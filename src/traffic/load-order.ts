import type { ControlDisk } from "../brokers/control/control-disk.ts";
import { QUIET_MS } from "../brokers/emptying.ts";
import { type ControlledRun, runControlled } from "./controlled-run.ts";
import type { FrameSource } from "./frame-source.ts";
import type { LoadMetrics } from "./load-metrics.ts";
import { type LoadHooks, type LoadOptions, runLoad } from "./load-run.ts";
import { mustFit, preflight } from "./preflight.ts";

/** What suits any broker on one host: messages of 1 KiB from one producer to one consumer. */
const LOAD_DEFAULTS = {
  source: { frameBytes: 1_024 } as FrameSource,
  limits: { frames: 20_000, bytes: 256 * 2 ** 20 },
  patienceMs: 30_000,
  quietMs: QUIET_MS.loaded,
  producers: 1,
  consumers: 1,
  warmupSeconds: 0,
};

/** Of a broker that is made to fail meanwhile: a node that starts anew keeps answers back, and hands frames out late. */
export const THROUGH_FAULTS = { patienceMs: 90_000, quietMs: QUIET_MS.takingOver };

/** A load as it is asked for: where to, how fast, for how long. What it does not say is as it suits any broker. */
export interface LoadOrder
  extends Omit<LoadOptions, keyof typeof LOAD_DEFAULTS>,
    Partial<typeof LOAD_DEFAULTS> {
  /** Looks first whether the destination is free: it holds no one's frames, and no one else takes them. */
  mustBeFree?: boolean;
  /** Runs the control beside it, which writes there; without it there is none. */
  control?: ControlDisk | undefined;
}

export interface Attendance extends LoadHooks {
  /** Called once nothing is in the way of the load. */
  onBegin?: () => void;
  /** Who is told how it goes. */
  metrics?: LoadMetrics | undefined;
}

/** The same with what it does not say. */
export function optionsOf({ mustBeFree: _mustBeFree, control: _control, ...order }: LoadOrder): LoadOptions {
  return { ...LOAD_DEFAULTS, ...order };
}

/**
 * Runs a load, and tells of it.
 * @throws Problem when it cannot be run there, or its record does not fit into this host's memory
 */
export async function carryOut(
  order: LoadOrder,
  { onBegin, metrics, ...hooks }: Attendance = {},
): Promise<ControlledRun> {
  const { mustBeFree = false, control: disk } = order;
  const options = optionsOf(order);
  mustFit(options, { records: disk ? 2 : 1 });
  if (mustBeFree) await preflight(options.target, { adopt: options.adopt ?? false });
  onBegin?.();
  await metrics?.begin();
  const told: LoadHooks = {
    ...hooks,
    onSecond: (line, history, received) => {
      hooks.onSecond?.(line, history, received);
      metrics?.second(history, received);
    },
  };
  const run = disk ? await beside(options, disk, told) : await runLoad(options, told);
  await metrics?.end(run.delivery);
  return run;
}

async function beside(options: LoadOptions, disk: ControlDisk, hooks: LoadHooks): Promise<ControlledRun> {
  const { run, control } = await runControlled(options, disk, hooks);
  return { ...run, control };
}
