import type { FrameHistory } from "../src/traffic/history.ts";
import { MissingFrames } from "../src/traffic/missing-frames.ts";
import type { TimelineLine } from "../src/traffic/timeline.ts";
import type { WorkersSecond } from "../src/traffic/workers/workers-run.ts";

const EVERY_SECONDS = 10;

/** Says how a run is going: a line that is drawn anew on a terminal, one line every ten seconds elsewhere. */
export class LoadProgress {
  readonly #out: NodeJS.WriteStream;
  #missing: MissingFrames | undefined;

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  show(line: TimelineLine, history: FrameHistory): void {
    if (!this.#isTime(line.second)) return;
    this.#missing ??= new MissingFrames(history);
    this.#write(line.second, describe(line, this.#missing.look().overtaken));
  }

  /** The same of a load with workers. */
  showWorkers({ second, sent, confirmed, received, there, of }: WorkersSecond): void {
    const told = `${second} s  sent ${sent}  confirmed ${confirmed}  received ${received}  workers ${there} of ${of}`;
    this.#write(second, told);
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write("\r\x1b[2K");
  }

  #isTime(second: number): boolean {
    return this.#out.isTTY || second % EVERY_SECONDS === 0;
  }

  #write(second: number, said: string): void {
    if (this.#isTime(second)) this.#out.write(this.#out.isTTY ? `\r\x1b[2K${said}` : `${said}\n`);
  }
}

/** Lost so far: frames that others of their producer have overtaken; the last ones may still come. */
function describe({ second, sent, p99Ms, backlog }: TimelineLine, overtaken: number): string {
  const p99 = p99Ms === null ? "none received" : `p99 ${p99Ms.toFixed(1)} ms`;
  return `${second} s  ${sent} frames/s  ${p99}  backlog ${backlog}  lost so far ${overtaken}`;
}
