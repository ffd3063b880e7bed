/** The share of a load's seconds in which a broker may fall behind, and the rate still counts as kept for its time. */
const SLOW_SHARE = 0.015;

/** How long a load has to last in which that many seconds are to be kept. */
export function durationFor(sustainedSeconds: number): number {
  return sustainedSeconds * (1 + SLOW_SHARE);
}

/** How many seconds of a load have to be kept. */
export function leastSustained(durationSeconds: number): number {
  return durationSeconds / (1 + SLOW_SHARE);
}
