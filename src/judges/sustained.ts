/** What is counted by the second has a second: a frame that is confirmed, or comes out, later is not in time. */
export const IN_TIME_MS = 1_000;

/** A second of the measured window; the last one may be shorter. */
export interface WindowSecond {
  /** How long it is, in seconds. */
  seconds: number;
  /** Frames due in it that were confirmed in time. */
  confirmed: number;
  /** Frames due in it that came out intact in time. */
  received: number;
}

/**
 * For how many seconds a broker kept a rate. The law: a second counts when as many of the frames due in it were confirmed, and
 * came out intact, as the rate asks for, each of them in time. What a broker catches up with later does not make up for it.
 */
export function sustainedSeconds(window: readonly WindowSecond[], framesPerSecond: number): number {
  return window.reduce((sum, each) => (isKept(each, framesPerSecond) ? sum + each.seconds : sum), 0);
}

/** The seconds that do not count, by their place in the window, from 1. */
export function slowSeconds(window: readonly WindowSecond[], framesPerSecond: number): number[] {
  return window.flatMap((each, index) => (isKept(each, framesPerSecond) ? [] : [index + 1]));
}

/** One frame less, since a second may begin just after one was due. */
function isKept({ seconds, confirmed, received }: WindowSecond, framesPerSecond: number): boolean {
  return Math.min(confirmed, received) >= Math.ceil(framesPerSecond * seconds) - 1;
}
