import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { messageOf } from "../kernel/problem.ts";
import type { Engine } from "./engine.ts";

type Container = ReturnType<Engine["getContainer"]>;

/** Lines: two starts of a RabbitMQ, with what it said between them. */
const KEPT = 500;
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

  last(count = KEPT): string[] {
    return [...this.#lines, this.#rest].filter((line) => line.trim() !== "").slice(-count);
  }

  /** What a person reads first when a program did not start: the first lines that speak of an error, and the last ones. */
  telling(): string[] {
    const lines = this.last();
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

/**
 * What a container printed, as often as it was started.
 * @throws Error when it has no log, as when it is gone
 */
export async function printedBy(container: Container): Promise<LogTail> {
  const tail = new LogTail();
  const printed = new PassThrough();
  tail.follow(printed);
  const options = { stdout: true, stderr: true, tail: KEPT } as const;
  const log = (await container.logs(options)) as unknown as Buffer;
  const framed = Readable.from([log]);
  container.modem.demuxStream(framed, printed, printed);
  await finished(framed);
  printed.end();
  await finished(printed);
  return tail;
}

/** What a person reads first of what a container printed that has ended. */
export async function lastLog(container: Container): Promise<string[]> {
  try {
    return (await printedBy(container)).telling();
  } catch (thrown) {
    return [`(there is no log: ${messageOf(thrown)})`];
  }
}
