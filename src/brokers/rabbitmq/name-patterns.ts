/** More names than anyone would allow one by one. */
const MOST_NAMES = 100;

/**
 * The names that a pattern of a permission lets through, where it lets through those alone: "^amq[.]default$" and
 * "^amq\\.default$" are the same. `undefined` for a pattern that lets through names that it does not spell out.
 */
export function namesIn(pattern: string): ReadonlySet<string> | undefined {
  // RabbitMQ takes an empty one for none.
  if (pattern === "" || pattern === "^$") return new Set();
  const reader = new Reader(pattern);
  const names = reader.alternatives();
  return names && reader.isAtEnd && names.every(({ isAnchored }) => isAnchored)
    ? new Set(names.map(({ text }) => text).filter((text) => text !== ""))
    : undefined;
}

/** Whether a pattern lets a name through, as RabbitMQ asks. */
export function letsThrough(pattern: string, name: string): boolean {
  const names = namesIn(pattern);
  return names ? names.has(name) : new RegExp(pattern).test(name);
}

interface Spelled {
  text: string;
  /** From its beginning to its end: otherwise it lets through every name that holds it. */
  isAnchored: boolean;
}

/** Reads the part of regular expressions that spells names out: characters, escaped or in a class of one, groups, `|`. */
class Reader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#pattern.length;
  }

  alternatives(isWithin = false): Spelled[] | undefined {
    const all: Spelled[] = [];
    do {
      const some = this.#sequence(isWithin);
      if (!some) return undefined;
      all.push(...some);
    } while (this.#takes("|"));
    return all.length > MOST_NAMES ? undefined : all;
  }

  #sequence(isWithin: boolean): Spelled[] | undefined {
    const hasStart = this.#takes("^");
    let texts = [""];
    while (!this.isAtEnd && !"|)$".includes(this.#next)) {
      const part = this.#part();
      if (!part || "*+?{".includes(this.#next || " ")) return undefined;
      texts = texts.flatMap((text) => part.map((more) => text + more));
      if (texts.length > MOST_NAMES) return undefined;
    }
    const hasEnd = this.#takes("$");
    const isAnchored = isWithin || (hasStart && hasEnd);
    if (isWithin && (hasStart || hasEnd)) return undefined;
    return texts.map((text) => ({ text, isAnchored }));
  }

  #part(): string[] | undefined {
    if (this.#takes("(")) {
      if (this.#takes("?") && !this.#takes(":")) return undefined;
      const within = this.alternatives(true);
      return within && this.#takes(")") ? within.map(({ text }) => text) : undefined;
    }
    if (this.#takes("[")) {
      const [, only] = /^([^\]\\^-])\]/.exec(this.#pattern.slice(this.#at)) ?? [];
      if (only === undefined) return undefined;
      this.#at += 2;
      return [only];
    }
    if (this.#takes("\\")) return /\W/.test(this.#next) ? [this.#take()] : undefined;
    return /[\w\-/ @:,;=~!#%&'"<>]/.test(this.#next) ? [this.#take()] : undefined;
  }

  get #next(): string {
    return this.#pattern[this.#at] ?? "";
  }

  #take(): string {
    const taken = this.#next;
    this.#at += 1;
    return taken;
  }

  #takes(character: string): boolean {
    if (this.#next !== character) return false;
    this.#at += 1;
    return true;
  }
}
