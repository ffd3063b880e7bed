import type { Seen } from "../../judges/sabotage.ts";
import { keyOfLook } from "./looks.ts";
import type { Round, Rounds } from "./rounds.ts";

/** What a run is taken to last before one of its look has ended. */
const FIRST_RUN_MS = 60_000;

interface LanesParts {
  rounds: Pick<Rounds, "next" | "ended">;
  run: (round: Round) => Promise<Seen[]>;
  /** How long there is still time. */
  leftMs: () => number;
  onEnd: (round: Round) => void;
}

/** Runs side by side, each lane one after the other, until nothing is left or the time is too short for another run. */
export class Lanes {
  readonly #parts: LanesParts;
  /** How long the last run of each look took. */
  readonly #lastedMs = new Map<string, number>();
  /** They may leave more to do. */
  readonly #underWay = new Set<Promise<void>>();

  constructor(parts: LanesParts) {
    this.#parts = parts;
  }

  async all(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#lane()));
  }

  async #lane(): Promise<void> {
    const { rounds, leftMs } = this.#parts;
    while (leftMs() > 0) {
      const round = rounds.next();
      if (round && this.#takesMs(round) > leftMs()) continue;
      if (round) await this.#run(round);
      else if (this.#underWay.size > 0) await Promise.race(this.#underWay);
      else return;
    }
  }

  #takesMs({ look }: Round): number {
    return this.#lastedMs.get(keyOfLook(look)) ?? FIRST_RUN_MS;
  }

  async #run(round: Round): Promise<void> {
    const { rounds, run, onEnd } = this.#parts;
    const start = performance.now();
    const running = run(round).then((seen) => {
      this.#lastedMs.set(keyOfLook(round.look), performance.now() - start);
      rounds.ended(round, seen);
      onEnd(round);
    });
    this.#underWay.add(running);
    await running.finally(() => this.#underWay.delete(running));
  }
}
