import type { ClockBounds } from "../../judges/clocks.ts";

/** What is told of a worker. */
export interface WorkerReport {
  /** Its number, from 1. */
  worker: number;
  producers: number;
  consumers: number;
  /** Where it ran, where that is another host than the coordinator's may be. */
  host?: string;
  /** By how much its clock is ahead of the coordinator's. */
  clock: ClockBounds;
  /** Why it has no result, where it has none. */
  missing?: string;
}
