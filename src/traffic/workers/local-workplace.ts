import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { monotonicClock } from "../../kernel/clock.ts";
import { messageOf } from "../../kernel/problem.ts";
import { lineOf, onMessages } from "./lines.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { StartedWorker, WorkerEnd, Workplace } from "./workplace.ts";

const ENTRY = fileURLToPath(new URL("worker-process.ts", import.meta.url));
/** Of what a worker says to people, the end. */
const KEPT_CHARACTERS = 2_000;

/** Workers as processes of this host. Disposing removes their results. */
export class LocalWorkplace implements Workplace, Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "broker-signoff-workers-"));

  resultFileOf(worker: number): string {
    return join(this.#folder, `${worker}.result`);
  }

  start(worker: number, onSaid: (message: FromWorker) => void): LocalWorker {
    return new LocalWorker(this.resultFileOf(worker), onSaid);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

class LocalWorker implements StartedWorker {
  readonly ended: Promise<WorkerEnd>;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  #lastWords = "";

  constructor(resultFile: string, onSaid: (message: FromWorker) => void) {
    this.#process = spawn(process.execPath, [ENTRY], { stdio: ["pipe", "pipe", "pipe"] });
    const { stdin, stdout, stderr } = this.#process;
    onMessages(stdout, onSaid);
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-KEPT_CHARACTERS);
    });
    // One that is gone can't be told anything: that it has ended says so.
    stdin.on("error", () => undefined);
    this.ended = this.#end(resultFile);
  }

  /** Of its process. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  tell(message: ToWorker): void {
    this.#process.stdin.write(lineOf(message));
  }

  async #end(resultFile: string): Promise<WorkerEnd> {
    const how = await once(this.#process, "close").then(
      ([code, signal]) => (signal ? `ended by ${signal}` : `ended with exit code ${code}`),
      (thrown: unknown) => messageOf(thrown),
    );
    const silentFromMs = monotonicClock.now();
    if (existsSync(resultFile)) return { resultFile };
    const words = messageOf(this.#lastWords.trim());
    return { missing: words ? `${how}: ${words}` : how, silentFromMs };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended;
  }
}
