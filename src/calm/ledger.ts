import { Counter } from "./counter.ts";
import { Growing } from "./growing.ts";

/** Figures that only grow, by name, each as it was at the moments when it was read. */
export class Ledger<Name extends string> {
  readonly #figures = new Map<Name, Growing>();
  readonly #counters = new Map<Name, Counter>();

  /** Notes readings of counters of the host. */
  count(atMs: number, readings: Readonly<Partial<Record<Name, number>>>): void {
    for (const [name, reading] of entries(readings)) {
      const counter = this.#counters.get(name) ?? new Counter({ startsAnew: false });
      this.#counters.set(name, counter);
      this.#figure(name).add(atMs, counter.growth(reading));
    }
  }

  /** Notes what figures grew by since the moment before. */
  add(atMs: number, growths: Readonly<Partial<Record<Name, number>>>): void {
    for (const [name, growth] of entries(growths)) this.#figure(name).add(atMs, growth);
  }

  /** What a figure grew by; `undefined` for one that is not told, or not as far. */
  between(name: Name, fromMs: number, toMs: number): number | undefined {
    return this.#figures.get(name)?.between(fromMs, toMs);
  }

  #figure(name: Name): Growing {
    const figure = this.#figures.get(name) ?? new Growing();
    this.#figures.set(name, figure);
    return figure;
  }
}

function entries<Name extends string>(values: Readonly<Partial<Record<Name, number>>>): [Name, number][] {
  return Object.entries(values) as [Name, number][];
}
