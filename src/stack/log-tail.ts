import type { Readable } from "node:stream";

const KEPT = 200;

/** The last lines that a container printed: what a person reads first when it does not start. */
export class LogTail {
  readonly #lines: string[] = [];
  #rest = "";

  readonly follow = (stream: Readable): void => {
    stream.on("data", (chunk: Buffer | string) => this.#add(String(chunk)));
    stream.on("error", (error) => this.#add(`(the log broke off: ${error.message})\n`));
  };

  last(count: number): string[] {
    return [...this.#lines, this.#rest].filter((line) => line.trim() !== "").slice(-count);
  }

  #add(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    this.#lines.push(...lines);
    this.#lines.splice(0, Math.max(0, this.#lines.length - KEPT));
  }
}
