const FLAGS = { receive: 0, stopSending: 1, stopReceiving: 2 } as const;

/** What the run tells all its threads at once, in memory that they share. */
export class ThreadFlags {
  readonly memory: SharedArrayBuffer;
  readonly #flags: Int32Array;

  constructor(memory = new SharedArrayBuffer(Object.keys(FLAGS).length * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#flags = new Int32Array(memory);
  }

  tell(flag: keyof typeof FLAGS): void {
    Atomics.store(this.#flags, FLAGS[flag], 1);
  }

  isTold(flag: keyof typeof FLAGS): boolean {
    return Atomics.load(this.#flags, FLAGS[flag]) === 1;
  }
}
