/** One of several runs that start at one time. Disposed of before it has arrived, the others start without it. */
export interface Starter extends Disposable {
  /** It can start. @returns when all do */
  arrive(): Promise<number>;
}

/** Has several runs start at one time: once each that has joined can. */
export class CommonStart {
  readonly #time: () => Promise<number>;
  readonly #start = Promise.withResolvers<number>();
  #missing = 0;

  /** @param time asked once, when nobody is missing any more */
  constructor(time: () => Promise<number>) {
    this.#time = time;
  }

  /** All join before the first arrives. */
  join(): Starter {
    let isMissing = true;
    this.#missing += 1;
    const come = () => {
      if (!isMissing) return;
      isMissing = false;
      this.#missing -= 1;
      if (this.#missing === 0) this.#start.resolve(this.#time());
    };
    const arrive = () => {
      come();
      return this.#start.promise;
    };
    return { arrive, [Symbol.dispose]: come };
  }
}
