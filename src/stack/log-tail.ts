import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { messageOf } from "../problem.ts";
import type { Engine } from "./engine.ts";

const KEPT = 200;
const FIRST_ERRORS = 6;
const LAST = 10;
const ERROR = /error|fatal|invalid|denied/i;

/** The last lines that a container printed: what a person reads first when it does not start. */
export class LogTail {
  readonly #lines: string[] = [];
  #rest = "";

  readonly follow = (stream: Readable): void => {
    stream.on("data", (chunk: Buffer | string) => this.add(String(chunk)));
    stream.on("error", (error) => this.add(`(the log broke off: ${error.message})\n`));
  };

  last(count: number): string[] {
    return [...this.#lines, this.#rest].filter((line) => line.trim() !== "").slice(-count);
  }

  /** What a person reads first when a program did not start: the first lines that speak of an error, and the last ones. */
  telling(): string[] {
    const lines = this.last(KEPT);
    const end = Math.max(0, lines.length - LAST);
    const errors = lines.slice(0, end).filter((line) => ERROR.test(line));
    return [...errors.slice(0, FIRST_ERRORS), ...lines.slice(end)];
  }

  /** Adds what was printed. */
  add(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    this.#lines.push(...lines);
    this.#lines.splice(0, Math.max(0, this.#lines.length - KEPT));
  }
}

/** What a person reads first of what a container printed that has ended. */
export async function lastLog(docker: Engine, id: string): Promise<string[]> {
  const tail = new LogTail();
  const printed = new PassThrough();
  tail.follow(printed);
  try {
    const options = { stdout: true, stderr: true, tail: KEPT } as const;
    const log = (await docker.getContainer(id).logs(options)) as unknown as Buffer;
    const framed = Readable.from([log]);
    docker.modem.demuxStream(framed, printed, printed);
    await finished(framed);
    printed.end();
    await finished(printed);
  } catch (thrown) {
    tail.add(`(there is no log: ${messageOf(thrown)})\n`);
  }
  return tail.telling();
}
