import { QUIET_MS } from "../brokers/emptying.ts";
import type { FrameSource } from "./frame-source.ts";
import type { LoadMetrics } from "./load-metrics.ts";
import { type LoadHooks, type LoadOptions, type LoadRun, runLoad } from "./load-run.ts";
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
}

export interface Attendance extends LoadHooks {
  /** Called once nothing is in the way of the load. */
  onBegin?: () => void;
  /** Who is told how it goes. */
  metrics?: LoadMetrics | undefined;
}

/**
 * Runs a load, and tells of it.
 * @throws Problem when it cannot be run there, or its record does not fit into this host's memory
 */
export async function carryOut(
  { mustBeFree = false, ...order }: LoadOrder,
  { onBegin, metrics, ...hooks }: Attendance = {},
): Promise<LoadRun> {
  const options = { ...LOAD_DEFAULTS, ...order };
  mustFit(options);
  if (mustBeFree) await preflight(options.target, { adopt: options.adopt ?? false });
  onBegin?.();
  await metrics?.begin();
  const run = await runLoad(options, {
    ...hooks,
    onSecond: (line, history, received) => {
      hooks.onSecond?.(line, history, received);
      metrics?.second(history, received);
    },
  });
  await metrics?.end(run.delivery);
  return run;
}
