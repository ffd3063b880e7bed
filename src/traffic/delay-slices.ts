import { SLICES } from "../judges/kept-rate.ts";
import type { Schedule } from "./schedule.ts";

/** The least delay of the frames due in each slice of the measured window. */
export class DelaySlices {
  /** In ms; Infinity where no frame came. */
  readonly leastMs: number[] = Array.from({ length: SLICES }, () => Number.POSITIVE_INFINITY);

  /** @param dueMs within the measured window */
  record(delayMs: number, dueMs: number, { measuredFromMs, measuredToMs }: Schedule): void {
    const share = (dueMs - measuredFromMs) / (measuredToMs - measuredFromMs);
    const slice = Math.min(SLICES - 1, Math.floor(share * SLICES));
    this.leastMs[slice] = Math.min(this.leastMs[slice] ?? delayMs, delayMs);
  }
}

/** The same of several consumers together. */
export function leastOf(consumers: readonly (readonly number[])[]): number[] {
  return Array.from({ length: SLICES }, (_, slice) =>
    Math.min(...consumers.map((leastMs) => leastMs[slice] ?? Number.POSITIVE_INFINITY)),
  );
}
