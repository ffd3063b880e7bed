import { takerOf } from "../../brokers/all.ts";
import { drainedBy } from "../../brokers/emptying.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { adopted } from "../adopted.ts";
import { FrameHistory } from "../history.ts";
import { capacitiesOf, type LoadOptions, type LoadRun, onAbort, startOf, TELLING_MS } from "../load-run.ts";
import { framesOf, lengthMsOf } from "../schedule.ts";
import { everySecond } from "../ticking.ts";
import { codeVersion } from "./code-version.ts";
import { Crew } from "./crew.ts";
import { mergedRun } from "./merged-run.ts";
import type { WorkerReport } from "./worker-report.ts";
import type { Workplace } from "./workplace.ts";

/** How a load of several workers goes: counts of frames since the start. */
export interface WorkersSecond {
  second: number;
  sent: number;
  confirmed: number;
  received: number;
  /** How many workers are still there, and of how many. */
  there: number;
  of: number;
}

export interface WorkersHooks {
  onSecond?: (second: WorkersSecond) => void;
  /** Ends the sending; what is under way is drained and judged. */
  signal?: AbortSignal;
}

/** What a load of several workers came to: as that of one process, with the workers. */
export interface WorkersRun extends LoadRun {
  workers: readonly WorkerReport[];
}

/** Between the last worker's readiness and the first frame: each has to be told, and to tell its threads. */
const LEAD_MS = 500;
/** What a worker may take beyond its schedule and its patience until it is given up. */
const SPARE_MS = 30_000;
/** What a million frames take until their result is written and has come. */
const MILLION_FRAMES_MS = 1_000;

/**
 * Runs a load with several workers, each with its part of the producers and consumers, started at one time. Ends as a load of one
 * process does; a worker that goes away meanwhile is part of the result.
 *
 * @throws Problem when a worker can't take part, or is of another version than this process
 */
export async function runWorkers(
  options: LoadOptions,
  { workers, workplace }: { workers: number; workplace: Workplace },
  hooks: WorkersHooks = {},
): Promise<WorkersRun> {
  const { target, quietMs, patienceMs } = options;
  const history = FrameHistory.allocate(capacitiesOf(options), lengthMsOf(options));
  const broker = takerOf(target).at(target);
  const version = codeVersion();
  await using crew = new Crew(workplace, options, { workers, version, history });
  await crew.all("receiving");
  if (options.adopt) await adopted(target, broker);
  crew.tell({ kind: "connect" });
  await crew.all("ready");
  await crew.narrowClocks();

  const beganMs = { run: monotonicClock.now(), host: performance.now() };
  const startMs = monotonicClock.now() + LEAD_MS;
  crew.start(startMs);
  let interruptedMs: number | undefined;
  using _stop = onAbort(hooks.signal, () => {
    interruptedMs = monotonicClock.now();
    crew.tell({ kind: "stop sending" });
  });
  let second = 0;
  using _ticking = everySecond(startMs + 2 * TELLING_MS, monotonicClock, () => {
    crew.exchangeClocks();
    second += 1;
    hooks.onSecond?.({ second, ...crew.counts });
  });
  await crew.produced(startMs - monotonicClock.now() + lengthMsOf(options) + 2 * patienceMs + SPARE_MS);
  const stoppedMs = monotonicClock.now();
  const handOverMs = SPARE_MS + (framesOf(options) / 1e6) * MILLION_FRAMES_MS;
  const drain = await drainedBy({ leave: () => crew.leave(handOverMs) }, broker, () => crew.progress, {
    quietMs,
  });
  return {
    ...startOf(startMs),
    ...(await mergedRun({ options, crew, version, startMs, stoppedMs, interruptedMs, beganMs })),
    isInterrupted: interruptedMs !== undefined,
    drain,
  };
}
