import { hasTurned, type Seen } from "../../judges/sabotage.ts";
import { ScratchCopy } from "../scratch-copy.ts";
import { seenIn } from "../tried.ts";
import { keyOfLook, type Look } from "./looks.ts";
import type { Round } from "./rounds.ts";

/** Runs looks in scratch copies. What turns without any mutant on this host says nothing of one. */
export class Trials {
  readonly #redAnyway = new Map<string, Promise<Set<string>>>();
  /** The last of the runs that have to be one after the other. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** What the criteria of a round come to; none when its run left no report. One that turns anyway says nothing. */
  async run({ look, mutants }: Round): Promise<Seen[]> {
    const redAnyway = await this.#baselineOf(look);
    const seen = await this.#inTurn(look, (copy) => {
      for (const { file, apply } of mutants) copy.rewrite(file, apply);
    });
    return seen.map((each) => (redAnyway.has(each.key) ? { ...each, isBeyondHost: true } : each));
  }

  /** Criteria that turn on the delivered stack, by look. */
  async redAnyway(): Promise<string[]> {
    const all = await Promise.all(this.#redAnyway.values());
    return [...new Set(all.flatMap((keys) => [...keys]))];
  }

  #baselineOf(look: Look): Promise<Set<string>> {
    const key = keyOfLook(look);
    const known = this.#redAnyway.get(key);
    if (known) return known;
    const baseline = this.#inTurn(look, () => undefined).then((seen) => {
      if (seen.every(({ status }) => status === "not-run"))
        throw new Error(`${key}: it measures nothing on the delivered stack, so it says nothing of a mutant`);
      return new Set(seen.filter((each) => hasTurned(each) && !each.isBeyondHost).map((each) => each.key));
    });
    this.#redAnyway.set(key, baseline);
    return baseline;
  }

  #inTurn(look: Look, change: (copy: ScratchCopy) => void): Promise<Seen[]> {
    if (!look.isExclusive) return looked(look, change);
    const key = keyOfLook(look);
    const before = this.#last.get(key)?.catch(() => undefined) ?? Promise.resolve();
    const run = before.then(() => looked(look, change));
    this.#last.set(key, run);
    return run;
  }
}

async function looked(look: Look, change: (copy: ScratchCopy) => void): Promise<Seen[]> {
  using copy = new ScratchCopy();
  change(copy);
  const { specs, tests, brokers } = look;
  const { results } = await copy.run(
    { id: "generated", specs, ...(tests ? { tests } : {}), sabotages: [] },
    brokers ? { SIGNOFF_BROKERS: brokers } : {},
  );
  return results ? seenIn(results) : [];
}
