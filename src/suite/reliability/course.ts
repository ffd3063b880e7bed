import { done, notYet, settled, until } from "../../kernel/wait.ts";
import type { FrameHistory } from "../../traffic/history.ts";

/** Confirmed frames that show that the load flows. */
const FLOWING_FRAMES = 20;

/** The course of a load, second by second. */
export class Course {
  /** The fault has landed. */
  readonly landed = new AbortController();
  readonly over = new AbortController();
  readonly #longestSeconds: number;
  #second = 0;
  #history: FrameHistory | undefined;
  #failure: unknown;

  constructor(longestSeconds: number) {
    this.#longestSeconds = longestSeconds;
  }

  tick(second: number, history: FrameHistory): void {
    this.#second = second;
    this.#history = history;
  }

  fail(thrown: unknown): void {
    this.#failure ??= thrown;
  }

  get second(): number {
    return this.#second;
  }

  get counts(): FrameHistory["counts"] {
    if (!this.#history) throw new Error("the load has not begun");
    return this.#history.counts;
  }

  /** Waits until the load has come to that second. @throws what ended the load before */
  async reaches(second: number): Promise<void> {
    await this.#until(`the load reaches its ${second}th second`, () =>
      this.#second >= second ? done(undefined) : notYet(`it is in the ${this.#second}th`),
    );
  }

  /** Waits until so many frames were due. @throws what ended the load before */
  async comesTo(frames: number): Promise<void> {
    await this.#until(`the load comes to ${frames} frames`, () => {
      const { attempted } = this.counts;
      return attempted >= frames ? done(undefined) : notYet(`${attempted} were due`);
    });
  }

  /** Waits until frames are being confirmed, and not longer. @returns how many were meanwhile */
  flows(withinMs: number): Promise<number> {
    return this.confirms(FLOWING_FRAMES, withinMs);
  }

  /** Waits until so many frames are confirmed in all, and not longer. */
  async holds(frames: number, withinMs: number): Promise<void> {
    await this.confirms(Math.max(0, frames - this.counts.confirmed), withinMs);
  }

  /** Waits until so many more frames are confirmed, and not longer. @returns how many were */
  async confirms(frames: number, withinMs: number): Promise<number> {
    const before = this.counts.confirmed;
    return settled(
      "frames are confirmed",
      { deadlineMs: withinMs, everyMs: 20 },
      async () => this.counts.confirmed - before,
      (confirmed) => confirmed >= frames,
    );
  }

  async #until(question: string, probe: Parameters<typeof until<undefined>>[2]): Promise<void> {
    const deadlineMs = this.#longestSeconds * 1e3;
    await until(question, { deadlineMs, everyMs: 20 }, () => (this.#failure ? done(undefined) : probe()));
    if (this.#failure) throw this.#failure;
  }
}
