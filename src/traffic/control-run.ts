import type { ControlDisk } from "../brokers/control/disk-of.ts";
import type { EchoReport } from "../brokers/control/running-control.ts";
import { type LatencyFigures, latencyFigures } from "../judges/latency.ts";
import { type FsyncSecond, fsyncSeconds } from "./fsync-seconds.ts";
import { Latencies } from "./latencies.ts";
import type { LoadRun } from "./load-run.ts";

/** What the control came to: its figures, or why there are none. */
export type ControlRun = { disk: ControlDisk } & ({ figures: ControlFigures } | { unknown: string });

/** Of the same schedule and bytes without a broker; as a load's own, where the name is the same. */
export interface ControlFigures
  extends Pick<LoadRun, "startMs" | "latenciesBySecond" | "received" | "histograms" | "generator"> {
  fsyncsBySecond: FsyncSecond[];
  /** Processor time of all its threads for a thousand frames, in ms. */
  processorMsPer1000: number;
}

/** The figures of a control that did its work. @throws Error with what it left undone */
export function controlFigures(run: LoadRun, echo: EchoReport): ControlFigures {
  const undone = workUndone(run, echo);
  if (undone) throw new Error(undone);
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

/**
 * What the control left undone, if anything. The law: every frame that was due has come to its disk whole, was confirmed and came
 * out once; and it had the disk keep what it wrote, for each time that it confirmed anything.
 */
function workUndone({ delivery, bytes }: LoadRun, { fsyncs, bytesOnDisk }: EchoReport): string | undefined {
  const { attempted, confirmed, received, corrupted, duplicated } = delivery;
  if (attempted === 0) return "no frame was due";
  const seen = `${confirmed} confirmed, ${received} received, ${corrupted} corrupted, ${duplicated} duplicated`;
  if (confirmed !== attempted || received !== attempted || corrupted + duplicated > 0)
    return `of ${attempted} frames ${seen}`;
  const sent = attempted * bytes.least;
  if (bytesOnDisk < sent) return `its disk holds ${bytesOnDisk} bytes of ${sent} or more that were sent`;
  return fsyncs.tookMs.length === 0 ? "its disk was never synced" : undefined;
}
