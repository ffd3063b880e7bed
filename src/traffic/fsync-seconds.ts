import type { Fsyncs } from "../brokers/control/echo.ts";

/** The fsyncs that began in a second of the measured window. */
export interface FsyncSecond {
  /** On the run's clock. */
  fromMs: number;
  toMs: number;
  /** How long each took, in ms, in the order of time. */
  tookMs: Float32Array;
}

/** @param seconds of the measured window, in the order of time */
export function fsyncSeconds(
  seconds: readonly { fromMs: number; toMs: number }[],
  { atMs, tookMs }: Fsyncs,
): FsyncSecond[] {
  let next = 0;
  return seconds.map(({ fromMs, toMs }) => {
    while (next < atMs.length && (atMs[next] as number) < fromMs) next += 1;
    const first = next;
    while (next < atMs.length && (atMs[next] as number) < toMs) next += 1;
    return { fromMs, toMs, tookMs: Float32Array.from(tookMs.slice(first, next)) };
  });
}
