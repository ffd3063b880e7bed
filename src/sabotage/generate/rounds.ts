import type { Seen } from "../../judges/sabotage.ts";
import { type Caught, caughtIn } from "../../judges/sabotage-generated.ts";
import { keyOfLook, type Look } from "./looks.ts";
import { isWithin, type Mutant } from "./mutant.ts";
import type { Begun, Outcome } from "./outcome.ts";

/** One run of specs, with the mutants that are in it. */
export interface Round {
  look: Look;
  mutants: readonly Mutant[];
}

interface Open extends Begun {
  mutant: Mutant;
  /** Those that it has not been through. */
  looks: readonly Look[];
}

interface RoundsOptions {
  looksAt: (mutant: Mutant) => readonly Look[];
  groupSize: number;
  /** How far an earlier run has come with a mutant. */
  begunOf?: (id: string) => Begun | undefined;
}

/**
 * Which mutants are tried together in which look. First each alone under its cheapest look, since most turn something
 * there, unless even that is dear. Those that stay green are tried in groups; of a group that turns something, each half
 * is tried again.
 */
export class Rounds {
  readonly outcomes = new Map<string, Outcome>();
  readonly #groupSize: number;
  readonly #open = new Map<string, Open>();
  readonly #alone: Mutant[] = [];
  readonly #halves: Round[] = [];
  readonly #waiting = new Map<string, { look: Look; mutants: Mutant[] }>();

  constructor(mutants: readonly Mutant[], { looksAt, groupSize, begunOf = () => undefined }: RoundsOptions) {
    this.#groupSize = groupSize;
    for (const mutant of mutants) {
      const { passed, isSeen } = begunOf(mutant.id) ?? { passed: [], isSeen: false };
      const looks = looksAt(mutant).filter((look) => !passed.includes(keyOfLook(look)));
      this.#open.set(mutant.id, { mutant, looks, passed, isSeen });
      const [first] = looks;
      if (first && passed.length === 0 && !first.isDear) this.#alone.push(mutant);
      else this.#goOn(mutant.id);
    }
  }

  /** The next run; none where everything is under way or over. */
  next(): Round | undefined {
    return this.#halves.shift() ?? this.#nextAlone() ?? this.#nextGroup();
  }

  /** Those that have not come to an outcome. */
  get open(): string[] {
    return [...this.#open.keys()];
  }

  /** How far one has come that has no outcome; none of one that has not been through any look. */
  begunOf(id: string): Begun | undefined {
    const { passed, isSeen } = this.#open.get(id) ?? { passed: [], isSeen: false };
    return passed.length === 0 ? undefined : { passed, isSeen };
  }

  /** @param seen the criteria of the run, without those that turn without any mutant; none when it left no report */
  ended({ look, mutants }: Round, seen: readonly Seen[]): void {
    const caught = caughtIn(seen);
    if (caught.hasTurned && mutants.length > 1) this.#halve(look, mutants);
    else for (const { id } of mutants) this.#step(id, look, caught);
  }

  #step(id: string, look: Look, { hasTurned, isMeasured, by }: Caught): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.set(id, {
      ...open,
      looks: open.looks.slice(1),
      passed: [...open.passed, keyOfLook(look)],
      isSeen: open.isSeen || isMeasured,
    });
    if (hasTurned) this.#close(id, { status: "caught", by });
    else this.#goOn(id);
  }

  #goOn(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    const [look] = open.looks;
    if (look) this.#wait(open.mutant, look);
    else this.#close(id, { status: open.isSeen ? "survived" : "beyond host" });
  }

  #wait(mutant: Mutant, look: Look): void {
    const waiting = this.#waiting.get(keyOfLook(look)) ?? { look, mutants: [] };
    waiting.mutants.push(mutant);
    this.#waiting.set(keyOfLook(look), waiting);
  }

  #close(id: string, outcome: Outcome): void {
    this.#open.delete(id);
    this.outcomes.set(id, outcome);
  }

  #halve(look: Look, mutants: readonly Mutant[]): void {
    const middle = Math.ceil(mutants.length / 2);
    this.#halves.push({ look, mutants: mutants.slice(0, middle) }, { look, mutants: mutants.slice(middle) });
  }

  #nextAlone(): Round | undefined {
    const mutant = this.#alone.shift();
    const look = mutant && this.#open.get(mutant.id)?.looks[0];
    return look ? { look, mutants: [mutant] } : undefined;
  }

  /** The fullest group, so that those that are few have time to become more. */
  #nextGroup(): Round | undefined {
    const [fullest] = [...this.#waiting].toSorted(([, a], [, b]) => b.mutants.length - a.mutants.length);
    if (!fullest) return undefined;
    const [key, { look, mutants }] = fullest;
    const together: Mutant[] = [];
    for (const mutant of mutants) {
      if (together.length < this.#groupSize && together.every((other) => goTogether(other, mutant)))
        together.push(mutant);
    }
    const left = mutants.filter((mutant) => !together.includes(mutant));
    if (left.length > 0) this.#waiting.set(key, { look, mutants: left });
    else this.#waiting.delete(key);
    return { look, mutants: together };
  }
}

/** Whether both changes can be made at once, and each can still be seen. */
export function goTogether(a: Mutant, b: Mutant): boolean {
  if (a.file !== b.file) return true;
  if ([a, b].some(({ kind, setting }) => kind === "removed" && setting.endsWith("]"))) return false;
  return !isWithin(b.setting, a.setting) && !isWithin(a.setting, b.setting);
}
