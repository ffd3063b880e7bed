import { judgeDelivery } from "../src/judges/delivery.ts";
import type { FrameHistory } from "../src/traffic/history.ts";
import type { TimelineLine } from "../src/traffic/timeline.ts";

const EVERY_SECONDS = 10;

/** Says how a run is going: a line that is drawn anew on a terminal, one line every ten seconds elsewhere. */
export class LoadProgress {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  show(line: TimelineLine, history: FrameHistory): void {
    if (this.#out.isTTY) this.#out.write(`\r\x1b[2K${describe(line, history)}`);
    else if (line.second % EVERY_SECONDS === 0) this.#out.write(`${describe(line, history)}\n`);
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write("\r\x1b[2K");
  }
}

/** Lost so far: frames that others of their producer have overtaken; the last ones may still come. */
function describe({ second, sent, p99Ms, backlog }: TimelineLine, history: FrameHistory): string {
  const { prefix, middle } = judgeDelivery(history).lostWhere;
  const p99 = p99Ms === null ? "none received" : `p99 ${p99Ms.toFixed(1)} ms`;
  return `${second} s  ${sent} frames/s  ${p99}  backlog ${backlog}  lost so far ${prefix + middle}`;
}
