/** Told how far a comparison is, a line for each step. */
export type Tell = (line: string) => void;

/** Counts the steps of a comparison. */
export class StepLine {
  readonly #steps: number;
  readonly #tell: Tell;
  readonly #now: () => number;
  readonly #startedMs: number;
  #begun = 0;

  /** @param now in ms */
  constructor(steps: number, tell: Tell, now = () => performance.now()) {
    this.#steps = steps;
    this.#tell = tell;
    this.#now = now;
    this.#startedMs = now();
  }

  /** A step begins. */
  begin(name: string): void {
    this.#begun += 1;
    this.#tell(
      `[${this.#begun}/${this.#steps}, ${minutesAndSeconds(this.#now() - this.#startedMs)}] ${name}`,
    );
  }
}

/** "3:07" */
function minutesAndSeconds(ms: number): string {
  const seconds = Math.floor(ms / 1e3);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
