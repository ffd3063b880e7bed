import jStat from "jstat";

const KIB = 1_024;

/** What a frame takes, by its size: so much for each frame, and so much for each KiB of it. In the unit of what was measured. */
export interface Line {
  perFrame: number;
  perKib: number;
  /** How far what was measured lies from the line at most, in percent of the line. */
  offPercent: number;
}

/** The same of what workers take, who take something every second beside it, whatever they send. */
export interface WorkersLine extends Line {
  /** Of each worker each second. */
  perWorkerSecond: number;
}

/** What frames of a size took each. */
export interface Taken {
  frameBytes: number;
  value: number;
}

/** The same of frames that workers sent. */
export interface TakenByWorkers extends Taken {
  /** Seconds of all workers that fall to a frame: workers by frames a second. */
  workerSeconds: number;
}

/**
 * The straight line nearest to what was measured, by ordinary least squares of distances in percent: what large frames take would
 * else drown what small ones do.
 * @param taken of two sizes at least
 */
export function lineThrough(taken: readonly Taken[]): Line {
  const terms = ({ frameBytes }: Taken) => [1, frameBytes / KIB];
  const { coefficients, offPercent } = nearest(taken, terms);
  const [perFrame = Number.NaN, perKib = Number.NaN] = coefficients;
  return { perFrame, perKib, offPercent };
}

/** The same with what each worker takes every second. @param taken of two sizes and two numbers of workers at least */
export function workersLineThrough(taken: readonly TakenByWorkers[]): WorkersLine {
  const terms = ({ frameBytes, workerSeconds }: TakenByWorkers) => [1, frameBytes / KIB, workerSeconds];
  const { coefficients, offPercent } = nearest(taken, terms);
  const [perFrame = Number.NaN, perKib = Number.NaN, perWorkerSecond = Number.NaN] = coefficients;
  return { perFrame, perKib, perWorkerSecond, offPercent };
}

/** What a frame of that size takes. */
export function onLine({ perFrame, perKib }: Pick<Line, "perFrame" | "perKib">, frameBytes: number): number {
  return perFrame + (perKib * frameBytes) / KIB;
}

function nearest<T extends Taken>(taken: readonly T[], terms: (each: T) => readonly number[]) {
  const { coef } = jStat.models.ols(
    taken.map(() => 1),
    taken.map((each) => terms(each).map((term) => term / each.value)),
  );
  const off = taken.map((each) => {
    const expected = terms(each).reduce((sum, term, index) => sum + term * (coef[index] ?? Number.NaN), 0);
    return (Math.abs(each.value - expected) / expected) * 100;
  });
  return { coefficients: coef, offPercent: Math.max(...off) };
}
