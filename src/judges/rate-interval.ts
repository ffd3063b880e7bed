import jStat from "jstat";

/** The least delay from due to received of the frames that were due in one second. */
export interface SecondDelay {
  /** The middle of that second, in seconds of the run. */
  atSeconds: number;
  delayMs: number;
}

interface RateOptions {
  /** Frames per second that were asked for. */
  asked: number;
  /** Of the frames that were due, the share that came out intact, whenever it did; 0 to 1. */
  share: number;
  confidencePercent: number;
}

/** Fewer batches give a spread that says nothing. */
const LEAST_BATCHES = 6;

/**
 * The rate that a broker keeps, in frames per second, with its interval of confidence. The law: one that keeps it hands frames
 * over equally late all the time; one that does not hands them over later and later. So the rate is what was asked for, divided
 * by 1 + the slope of the delay over time.
 *
 * The slope is that of least squares, common to all windows, each with a delay of its own at its start; its interval is
 * Student's (Draper and Smith, Applied Regression Analysis, 1998, 1.4 and 14.1). Delays of neighbouring seconds depend on each
 * other: they are also taken in batches of 2, 4 and so on, and the widest interval counts.
 *
 * @param windows each a load by itself, its seconds in the order of time
 */
export function rateInterval(
  windows: readonly (readonly SecondDelay[])[],
  { asked, share, confidencePercent }: RateOptions,
): { value: number; low: number; high: number } {
  const rate = (slope: number) => (asked * share) / (1 + Math.max(0, slope));
  const slope = slopeOf(windows)?.slope ?? 0;
  const halfWidth = widest(windows, confidencePercent);
  return { value: rate(slope), low: rate(slope + halfWidth), high: rate(slope - halfWidth) };
}

function widest(windows: readonly (readonly SecondDelay[])[], confidencePercent: number): number {
  const widths: number[] = [];
  for (let size = 1; ; size *= 2) {
    const batches = windows.map((each) => batchesOf(each, size));
    const found = total(batches, ({ length }) => length) < LEAST_BATCHES ? undefined : slopeOf(batches);
    if (!found) return Math.max(...(widths.length > 0 ? widths : [Number.POSITIVE_INFINITY]));
    widths.push(found.error * jStat.studentt.inv((1 + confidencePercent / 100) / 2, found.freedom));
  }
}

/** Seconds of delay a second, with the standard error and its degrees of freedom; none from too few points. */
function slopeOf(windows: readonly (readonly SecondDelay[])[]) {
  const points = windows.flatMap(aroundItsMean);
  const freedom = points.length - windows.filter(({ length }) => length > 0).length - 1;
  const squares = total(points, ({ at }) => at ** 2);
  if (freedom < 1 || squares === 0) return undefined;
  const slope = total(points, ({ at, delay }) => at * delay) / squares;
  const left = total(points, ({ at, delay }) => (delay - slope * at) ** 2);
  return { slope, freedom, error: Math.sqrt(left / freedom / squares) };
}

function aroundItsMean(window: readonly SecondDelay[]): { at: number; delay: number }[] {
  const middle = averageOf(window);
  return window.map(({ atSeconds, delayMs }) => ({
    at: atSeconds - middle.atSeconds,
    delay: (delayMs - middle.delayMs) / 1e3,
  }));
}

function batchesOf(window: readonly SecondDelay[], size: number): SecondDelay[] {
  return Array.from({ length: Math.floor(window.length / size) }, (_, index) =>
    averageOf(window.slice(index * size, (index + 1) * size)),
  );
}

function averageOf(points: readonly SecondDelay[]): SecondDelay {
  return {
    atSeconds: total(points, ({ atSeconds }) => atSeconds) / points.length,
    delayMs: total(points, ({ delayMs }) => delayMs) / points.length,
  };
}

function total<T>(of: readonly T[], figure: (each: T) => number): number {
  return of.reduce((sum, each) => sum + figure(each), 0);
}
