/** So many places in front may be empty before the others move up. */
const MOST_EMPTY = 4_096;

/** First in, first out. `Array.shift` moves every item behind the first; this moves them now and then. */
export class Fifo<Item extends object> {
  #items: (Item | undefined)[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Takes the oldest one out; undefined where there is none. */
  shift(): Item | undefined {
    const item = this.#items[this.#first];
    if (item === undefined) return undefined;
    this.#items[this.#first] = undefined;
    this.#first += 1;
    if (this.#first === this.#items.length) this.#moveUp();
    else if (this.#first === MOST_EMPTY) this.#moveUp();
    return item;
  }

  #moveUp(): void {
    this.#items = this.#items.slice(this.#first);
    this.#first = 0;
  }
}
