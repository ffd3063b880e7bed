import { Undetermined } from "../kernel/undetermined.ts";

/** What a fault has done to the world. */
export interface Effect {
  /** What was seen of it: the process that ended, the bytes that were dropped. */
  proof: string;
  /** Undoes it. @returns what was seen of that */
  heal: () => Promise<string>;
}

/**
 * Something that is done to a running stack and undone again. Whoever disposes of it heals it if it is in force, so that
 * it does not outlive a test that fails.
 */
export class Fault implements AsyncDisposable {
  readonly name: string;
  readonly #land: () => Promise<Effect>;
  #effect: Effect | undefined;

  /** @param land makes it happen and returns once it is known to have happened; else it throws Undetermined */
  constructor(name: string, land: () => Promise<Effect>) {
    this.name = name;
    this.#land = land;
  }

  /** Whether it has landed and was not healed yet. */
  get isInForce(): boolean {
    return this.#effect !== undefined;
  }

  /** @returns the proof that it landed. @throws Undetermined when it did not; Error when it is in force already */
  async inject(): Promise<string> {
    if (this.#effect) throw new Error(`${this.name}: it is in force already; heal it first`);
    this.#effect = await this.#land();
    return this.#effect.proof;
  }

  /** @returns what was seen of the healing. @throws Error when there is nothing to heal */
  async heal(): Promise<string> {
    const effect = this.#effect;
    if (!effect) throw new Error(`${this.name}: there is nothing to heal, it has not landed`);
    this.#effect = undefined;
    return await effect.heal();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#effect) await this.heal();
  }
}

/** Faults that happen at the same time, as one. */
export function together(name: string, faults: readonly Fault[]): Fault {
  return new Fault(name, async () => {
    const landed = await Promise.allSettled(faults.map((fault) => fault.inject()));
    const failed = landed.find((each) => each.status === "rejected");
    if (failed) {
      // One that cannot be healed must not keep the others from being healed.
      await Promise.allSettled(faults.map((fault) => fault[Symbol.asyncDispose]()));
      throw new Undetermined(`${name}: ${failed.reason}`, { cause: failed.reason });
    }
    return {
      proof: landed.map((each) => (each.status === "fulfilled" ? each.value : "")).join("; "),
      heal: async () => (await Promise.all(faults.map((fault) => fault.heal()))).join("; "),
    };
  });
}
