import { IN_TIME_MS, type WindowSecond } from "../judges/sustained.ts";
import type { Schedule } from "./schedule.ts";

/** Less than this of a second is the rounding of times. */
const ROUNDING = 1e-6;

/** How many frames were in time, by the second of the measured window in which they were due. */
export class InTime {
  readonly bySecond: number[] = [];

  /** @param dueMs within the measured window */
  record(delayMs: number, dueMs: number, { measuredFromMs }: Schedule): void {
    if (delayMs > IN_TIME_MS) return;
    const second = Math.floor((dueMs - measuredFromMs) / 1e3 + ROUNDING);
    this.bySecond[second] = (this.bySecond[second] ?? 0) + 1;
  }
}

interface Counted {
  /** Of each producer, and of each consumer: {@link InTime.bySecond}. */
  confirmed: readonly (readonly number[])[];
  received: readonly (readonly number[])[];
}

/** The measured window, second by second. */
export function windowOf(
  { measuredFromMs, measuredToMs }: Schedule,
  { confirmed, received }: Counted,
): WindowSecond[] {
  const length = (measuredToMs - measuredFromMs) / 1e3;
  const of = (counts: readonly (readonly number[])[], second: number) =>
    counts.reduce((sum, bySecond) => sum + (bySecond[second] ?? 0), 0);
  return Array.from({ length: Math.ceil(length - ROUNDING) }, (_, second) => ({
    seconds: Math.min(1, length - second),
    confirmed: of(confirmed, second),
    received: of(received, second),
  }));
}
