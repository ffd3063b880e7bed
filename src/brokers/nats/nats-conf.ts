/** What a configuration of NATS may have between two things that it says. */
const BETWEEN = /(?:[\s,;]|(?:#|\/\/)[^\n]*)*/y;
const TEXT = /"((?:[^"\\]|\\.)*)"|'([^']*)'/y;
const NAME = /[^\s:={}[\],;#"']+/y;
const SIGN = /[ \t]*[:=]?[ \t]*/y;
/** An address may have what begins a comment elsewhere. */
const PLAIN = /[^\n,;{}[\]]*?(?=\s*(?:[\n,;{}[\]]|\s(?:#|\/\/)|$))/y;

/**
 * What files of configuration set, one after the other: each key with those of the blocks that it stands in, in small letters since
 * the server does not tell them apart, with its value; a list is one value.
 */
export function settingsInConf(text: string): [path: string, value: string][] {
  const reader = new Reader(text);
  const found: [string, string][] = [];
  const blocks: string[] = [];
  for (;;) {
    reader.take(BETWEEN);
    if (reader.isAtEnd) return found;
    if (reader.skip("}")) {
      blocks.pop();
      continue;
    }
    const key = (reader.take(TEXT) ?? reader.take(NAME))?.toLowerCase();
    if (key === undefined) throw new Error(`a configuration of NATS can't be read from: ${reader.ahead}`);
    reader.take(SIGN);
    if (reader.skip("{")) blocks.push(key);
    else found.push([[...blocks, key].join("."), reader.value()]);
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get ahead(): string {
    return this.#text.slice(this.#at, this.#at + 20);
  }

  /** What matches here; of a quoted text what stands in the quotes. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#at = pattern.lastIndex;
    return found[1] ?? found[2] ?? found[0];
  }

  skip(sign: string): boolean {
    const isThere = this.#text.startsWith(sign, this.#at);
    if (isThere) this.#at += sign.length;
    return isThere;
  }

  value(): string {
    if (!this.skip("[")) return this.take(TEXT) ?? (this.take(PLAIN) ?? "").trim();
    const items: string[] = [];
    while (!this.isAtEnd) {
      this.take(BETWEEN);
      if (this.skip("]")) break;
      const depth = this.skip("{") || this.skip("}");
      if (!depth) items.push(this.value());
    }
    return items.join(", ");
  }
}
