/** Into how many slices the measured window is cut. */
export const SLICES = 100;
/** With fewer frames in a slice, the least delay of them is chance. */
const FRAMES_OF_A_SLICE = 10;
/** A smaller growth of the delay is the host's and its timers', not the broker's. */
const JITTER_MS = 10;

/** What the rate of a load is calculated from. */
export interface RateFacts {
  /** Frames per second that were asked for. */
  asked: number;
  /** Frames due in the measured window, as far as the run came. */
  due: number;
  /** Of those, the frames that were confirmed and came out intact, whenever they did. */
  intact: number;
  /** For each slice of the window, the least delay from due to received, in ms; Infinity where no frame came. */
  leastDelaysMs: readonly number[];
}

/**
 * The rate that a broker kept, in frames per second. The law: of the frames due in the window all that came out intact
 * count, whenever they came; the time is that in which they were due, and as much longer as the broker fell behind.
 *
 * A distant broker hands every frame over equally late and keeps the rate. One that cannot keep it hands frames over later
 * and later: at half the rate the last frame is a whole window late, and the window's frames took twice its time. A stall
 * that the broker catches up with within the window is a matter of latency, not of rate.
 */
export function keptRate({ asked, due, intact, leastDelaysMs }: RateFacts): number {
  if (due === 0) return 0;
  return intact / (due / asked + fallenBehindMs(leastDelaysMs, due) / 1e3);
}

/**
 * By how many ms the frames of the window's end were later than those of its best slice. Of each slice the least delay
 * counts: a broker that has caught up hands at least one frame over in time.
 */
function fallenBehindMs(leastDelaysMs: readonly number[], due: number): number {
  const slices = merged(leastDelaysMs, Math.max(2, Math.min(SLICES, Math.floor(due / FRAMES_OF_A_SLICE))));
  const last = slices.findLastIndex(Number.isFinite);
  if (last < 1) return 0;
  const grown = (slices[last] ?? 0) - Math.min(...slices);
  // The least delay of a slice that falls behind is that of its first frame: the growth is of the slices before it.
  return grown <= JITTER_MS ? 0 : (grown * (last + 1)) / last;
}

function merged(leastDelaysMs: readonly number[], count: number): number[] {
  const slices = Array.from({ length: count }, () => Number.POSITIVE_INFINITY);
  for (const [index, delay] of leastDelaysMs.entries()) {
    const into = Math.floor((index * count) / leastDelaysMs.length);
    slices[into] = Math.min(slices[into] ?? delay, delay);
  }
  return slices;
}
