/** One line of the benchmark: what was measured, and what it should come to. */
export interface BenchLine extends LineDetails {
  name: string;
  value: number;
  unit: string;
}

interface LineDetails {
  target?: { atLeast: number } | { lessThan: number };
  /** The measurement of a round that the value was taken in. */
  measuredIn?: string;
}

/**
 * Measures something under a name, and notes what others did with the host meanwhile.
 * @returns what was measured
 */
export type Measurement = <T>(name: string, measure: () => Promise<T>) => Promise<T>;

/** A client of a broker, measured round by round beside what others get out of the same broker. */
export interface Bench {
  /** Measures once more, on an empty destination that is left empty. @returns the figures of the round, by name */
  round(measurement: Measurement): Promise<Readonly<Record<string, number | undefined>>>;
  /**
   * What the rounds came to, as medians.
   * @param loadP50Ms of a load of a thousand frames a second, from the intended send time to the confirmation
   */
  lines(loadP50Ms: number): BenchLine[];
  /** What was left out, and why. */
  remarks(): string[];
}

/** The name of the measurement that is a load of a broker. */
export function loadOf(title: string): string {
  return `load of ${title}`;
}

/** The line of a load, as every broker has it. */
export function loadLine(title: string, p50Ms: number): BenchLine {
  return line(`${title}, 1000/s, p50 due to confirmed`, p50Ms, "ms", { measuredIn: loadOf(title) });
}

export function line(name: string, value: number, unit: string, details: LineDetails = {}): BenchLine {
  return { name, value, unit, ...details };
}

/** The middle one of the rounds' figures; the upper one of two. */
export function medianOf<T>(rounds: readonly T[], of: (round: T) => number): number {
  const values = rounds.map(of);
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
