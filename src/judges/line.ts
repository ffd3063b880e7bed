import jStat from "jstat";

const KIB = 1_024;

/** What a frame takes, by its size: so much for each frame, and so much for each KiB of it. In the unit of what was measured. */
export interface Line {
  perFrame: number;
  perKib: number;
  /** How far what was measured lies from the line at most, in percent of the line. */
  offPercent: number;
}

/** What frames of a size took each. */
export interface Taken {
  frameBytes: number;
  value: number;
}

/**
 * The straight line nearest to what was measured, by ordinary least squares of distances in percent: what large frames take would
 * else drown what small ones do.
 * @param taken of two sizes at least
 */
export function lineThrough(taken: readonly Taken[]): Line {
  const { coef } = jStat.models.ols(
    taken.map(() => 1),
    taken.map(({ frameBytes, value }) => [1 / value, frameBytes / KIB / value]),
  );
  const [perFrame = Number.NaN, perKib = Number.NaN] = coef;
  const off = taken.map(({ frameBytes, value }) => {
    const expected = perFrame + (perKib * frameBytes) / KIB;
    return (Math.abs(value - expected) / expected) * 100;
  });
  return { perFrame, perKib, offPercent: Math.max(...off) };
}

/** What a frame of that size takes. */
export function onLine({ perFrame, perKib }: Pick<Line, "perFrame" | "perKib">, frameBytes: number): number {
  return perFrame + (perKib * frameBytes) / KIB;
}
