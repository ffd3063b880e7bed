/** A spec that is to run, with how long it took last time; unknown of one that never ran here. */
export interface Expected {
  name: string;
  seconds: number | undefined;
  /** Whether it runs by itself, after those that run side by side. */
  isAlone: boolean;
}

/** How far a run of specs is, and how long it will take by the times of the last one; without any time it says none. */
export class Progress {
  readonly #expected: readonly Expected[];
  readonly #width: number;
  readonly #ended = new Set<string>();
  readonly #startedMs = new Map<string, number>();

  /** @param width how many run side by side */
  constructor(expected: readonly Expected[], width: number) {
    this.#expected = expected;
    this.#width = width;
  }

  started(name: string, nowMs: number): void {
    this.#startedMs.set(name, nowMs);
  }

  ended(name: string): void {
    this.#ended.add(name);
  }

  /** "5 of 19 specs done, 2 running, about 4 min left". */
  told(nowMs: number): string {
    const running = [...this.#startedMs.keys()].filter((name) => !this.#ended.has(name));
    return [
      `${this.#ended.size} of ${this.#expected.length} specs done`,
      ...(running.length > 0 ? [`running: ${running.join(", ")}`] : []),
      ...(this.#isTimed && this.#ended.size < this.#expected.length
        ? [`about ${this.#left(nowMs)} left`]
        : []),
    ].join("; ");
  }

  get #isTimed(): boolean {
    return this.#expected.some(({ seconds }) => seconds !== undefined);
  }

  #left(nowMs: number): string {
    const seconds = this.#secondsLeft(nowMs);
    return seconds < 90 ? `${Math.ceil(seconds / 10) * 10} s` : `${Math.round(seconds / 60)} min`;
  }

  /** Side by side they take as long as the longest, or as all of them by the width. */
  #secondsLeft(nowMs: number): number {
    const left = this.#expected
      .filter(({ name }) => !this.#ended.has(name))
      .map((each) => ({ ...each, seconds: this.#secondsOf(each, nowMs) }));
    const of = (isAlone: boolean) =>
      left.filter((each) => each.isAlone === isAlone).map(({ seconds }) => seconds);
    const [alone, beside] = [of(true), of(false)];
    return sum(alone) + Math.max(0, ...beside, sum(beside) / this.#width);
  }

  #secondsOf({ name, seconds = this.#usual }: Expected, nowMs: number): number {
    const startedMs = this.#startedMs.get(name);
    return startedMs === undefined ? seconds : Math.max(0, seconds - (nowMs - startedMs) / 1e3);
  }

  get #usual(): number {
    const known = this.#expected.flatMap(({ seconds }) => seconds ?? []);
    return sum(known) / known.length;
  }
}

/** A test that failed with the first line of its first error. */
export function failureIn(test: string, errors: readonly { message: string }[] = []): string {
  const [line = ""] = errors[0]?.message.split("\n") ?? [];
  return line ? `${test}: ${line}` : test;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
