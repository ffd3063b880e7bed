import type { ControlDisk } from "../brokers/control/control-disk.ts";
import type { EchoReport } from "../brokers/control/running-control.ts";
import { type LatencyFigures, latencyFigures } from "../judges/latency.ts";
import { messageOf } from "../kernel/problem.ts";
import { type FsyncSecond, fsyncSeconds } from "./fsync-seconds.ts";
import { Latencies } from "./latencies.ts";
import type { LoadRun } from "./load-run.ts";

/** What the control came to: its figures, or why there are none. */
export type ControlRun = { disk: ControlDisk } & (
  | { figures: ControlFigures }
  | {
      unknown: string;
      /** It confirmed what no disk had: something is wrong with the control itself. */
      isUntrue?: true;
    }
);

/** What a control confirmed without its work. */
class Untrue extends Error {}

/** Why there are no figures of a control. */
export function withoutFigures(disk: ControlDisk, thrown: unknown): ControlRun {
  const isUntrue = thrown instanceof Untrue;
  return { disk, unknown: messageOf(thrown), ...(isUntrue ? { isUntrue } : {}) };
}

/** Of the same schedule and bytes without a broker; as a load's own, where the name is the same. */
export interface ControlFigures
  extends Pick<LoadRun, "startMs" | "latenciesBySecond" | "received" | "histograms" | "generator"> {
  fsyncsBySecond: FsyncSecond[];
  /** Processor time of all its threads for a thousand frames, in ms. */
  processorMsPer1000: number;
}

/** The figures of a control that did its work. @throws Error with what it left undone */
export function controlFigures(run: LoadRun, echo: EchoReport): ControlFigures {
  const undone = workUndone(run);
  if (undone) throw new Error(undone);
  const untrue = confirmedUntruly(run, echo);
  if (untrue) throw new Untrue(untrue);
  const { startMs, latenciesBySecond, received, histograms, generator, processorMs } = run;
  const threads = [...processorMs.producers, ...processorMs.consumers, echo.processorMs];
  return {
    ...{ startMs, latenciesBySecond, received, histograms, generator },
    fsyncsBySecond: fsyncSeconds(latenciesBySecond, echo.fsyncs),
    processorMsPer1000: (threads.reduce((sum, ms) => sum + ms, 0) / run.delivery.attempted) * 1e3,
  };
}

/** The same for reading. */
export type ControlResult = { disk: ControlDisk } & (
  | {
      /** From due to received. */
      received: LatencyFigures | undefined;
      /** How long an fsync took. */
      fsync: LatencyFigures | undefined;
      processorMsPer1000: number;
      generator: ControlFigures["generator"];
    }
  | { unknown: string }
);

export function controlResult(control: ControlRun): ControlResult {
  if ("unknown" in control) return control;
  const { received, processorMsPer1000, generator, fsyncsBySecond } = control.figures;
  const fsyncs = new Latencies();
  for (const { tookMs } of fsyncsBySecond) for (const ms of tookMs) fsyncs.record(ms);
  const fsync = latencyFigures(fsyncs.histogram);
  return { disk: control.disk, received, fsync, processorMsPer1000, generator };
}

/** What the control left undone, if anything. The law: every frame that was due was confirmed and came out once. */
function workUndone({ delivery }: LoadRun): string | undefined {
  const { attempted, confirmed, received, corrupted, duplicated } = delivery;
  if (attempted === 0) return "no frame was due";
  const seen = `${confirmed} confirmed, ${received} received, ${corrupted} corrupted, ${duplicated} duplicated`;
  if (confirmed !== attempted || received !== attempted || corrupted + duplicated > 0)
    return `of ${attempted} frames ${seen}`;
  return undefined;
}

/** What it confirmed and did not do. The law: every frame has come to its disk whole, which kept what was written to it. */
function confirmedUntruly(
  { delivery: { attempted }, bytes }: LoadRun,
  { fsyncs, bytesOnDisk }: EchoReport,
): string | undefined {
  const sent = attempted * bytes.least;
  if (bytesOnDisk < sent) return `its disk holds ${bytesOnDisk} bytes of ${sent} or more that were sent`;
  return fsyncs.tookMs.length === 0 ? "its disk was never synced" : undefined;
}
