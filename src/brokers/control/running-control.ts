import { once } from "node:events";
import { fstatSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { messageOf } from "../../kernel/problem.ts";
import type { BrokerTarget } from "../broker.ts";
import { controlAt } from "./control.ts";
import type { Fsyncs } from "./echo.ts";

interface Listening {
  kind: "listening";
  port: number;
}

interface Report {
  kind: "report";
  /** The file that it writes to, as all threads of this process know it, and how many bytes the ones before it had. */
  file: number;
  earlierBytes: number;
  fsyncs: Fsyncs;
  processorMs: number;
}

export type EchoSaid = Listening | Report;

/** What the control's thread did so far. */
export interface EchoReport {
  fsyncs: Fsyncs;
  /** What its disk holds, as the file system says, and not the thread. */
  bytesOnDisk: number;
  /** Processor time of its thread. */
  processorMs: number;
}

/** The control in a thread of its own, from when it listens until it is disposed of. Then nothing of it is left. */
export class RunningControl implements AsyncDisposable {
  readonly target: BrokerTarget;
  /** Aborted with the reason when it fails. */
  readonly failed: AbortSignal;
  readonly #worker: Worker;

  /** @throws the system's error where it can't write into that folder */
  static async start(folder: string): Promise<RunningControl> {
    const worker = new Worker(fileURLToPath(new URL("echo-thread.ts", import.meta.url)), {
      workerData: { folder },
      execArgv: [],
    });
    const [{ port }] = (await once(worker, "message")) as [Listening];
    return new RunningControl(worker, port);
  }

  private constructor(worker: Worker, port: number) {
    this.#worker = worker;
    this.target = controlAt(port);
    const failing = new AbortController();
    this.failed = failing.signal;
    worker.on("error", (thrown) => failing.abort(new Error(`the control failed: ${messageOf(thrown)}`)));
  }

  /** @throws why it failed, if it did */
  async report(): Promise<EchoReport> {
    this.failed.throwIfAborted();
    this.#worker.postMessage("report?");
    const told = once(this.#worker, "message", { signal: this.failed }).catch(() => {
      throw this.failed.reason;
    });
    const [{ file, earlierBytes, fsyncs, processorMs }] = (await told) as [Report];
    return { fsyncs, processorMs, bytesOnDisk: earlierBytes + fstatSync(file).size };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
