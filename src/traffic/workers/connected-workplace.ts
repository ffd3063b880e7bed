import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server, TLSSocket } from "node:tls";
import { monotonicClock } from "../../kernel/clock.ts";
import { Heartbeat, SILENT_MS } from "./heartbeat.ts";
import { lineOf, onMessages } from "./lines.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { serveKeyed } from "./secure-line.ts";
import type { StartedWorker, WorkerEnd, Workplace } from "./workplace.ts";

/**
 * Workers that somebody else starts, on whatever host: each connects, shows that it has the key, and is the next one that is waited for.
 * One more than were asked for is turned away. Disposing turns away all, and removes their results.
 */
export class ConnectedWorkplace implements Workplace, AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "broker-signoff-workers-"));
  readonly #waiting: ConnectedWorker[] = [];
  readonly #sockets = new Set<TLSSocket>();
  readonly #server: Server;

  /** @param port 0 for any that is free */
  static async open(key: Buffer, port: number): Promise<ConnectedWorkplace> {
    const workplace = new ConnectedWorkplace(key);
    workplace.#server.listen(port);
    await once(workplace.#server, "listening");
    return workplace;
  }

  private constructor(key: Buffer) {
    this.#server = serveKeyed(key, (socket) => {
      this.#sockets.add(socket.once("close", () => this.#sockets.delete(socket)));
      // What ends it is told when it has closed.
      socket.on("error", () => undefined);
      const next = this.#waiting.shift();
      if (next) next.connected(socket);
      else socket.destroy();
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  resultFileOf(worker: number): string {
    return join(this.#folder, `${worker}.result`);
  }

  start(worker: number, onSaid: (message: FromWorker) => void): StartedWorker {
    const started = new ConnectedWorker(this.resultFileOf(worker), onSaid);
    this.#waiting.push(started);
    return started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

class ConnectedWorker implements StartedWorker {
  readonly #resultFile: string;
  readonly #onSaid: (message: FromWorker) => void;
  readonly #ended = Promise.withResolvers<WorkerEnd>();
  readonly #untold: ToWorker[] = [];
  #socket: TLSSocket | undefined;
  #result: number | undefined;
  #lost: WorkerEnd | undefined;

  constructor(resultFile: string, onSaid: (message: FromWorker) => void) {
    this.#resultFile = resultFile;
    this.#onSaid = onSaid;
  }

  get ended(): Promise<WorkerEnd> {
    return this.#ended.promise;
  }

  connected(socket: TLSSocket): void {
    this.#socket = socket.setNoDelay();
    const heartbeat = new Heartbeat(
      () => socket.write(lineOf({ kind: "there" } satisfies ToWorker)),
      () => this.#lose(`nothing was heard of it for ${SILENT_MS / 1e3} s: its host or its network is gone`),
    );
    socket.on("data", () => heartbeat.heard());
    onMessages<FromWorker>(socket, (message) => this.#heard(message));
    let failure = "";
    socket.once("error", ({ message }) => {
      failure = message;
    });
    socket.once("close", () => {
      heartbeat[Symbol.dispose]();
      this.#end(failure ? `it has closed its connection: ${failure}` : "it has closed its connection");
    });
    for (const message of this.#untold.splice(0)) this.tell(message);
  }

  tell(message: ToWorker): void {
    if (this.#socket) this.#socket.write(lineOf(message));
    else this.#untold.push(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket) this.#lose("it was given up");
    else this.#end("it has not connected");
    await this.ended;
  }

  #heard(message: FromWorker): void {
    if (message.kind === "piece") {
      this.#result ??= openSync(`${this.#resultFile}.half`, "w");
      writeAll(this.#result, Buffer.from(message.bytes, "base64"));
    } else if (message.kind === "written" && this.#result !== undefined) {
      renameSync(`${this.#resultFile}.half`, this.#resultFile);
    } else if (message.kind !== "there") this.#onSaid(message);
  }

  /** It may go on sending frames where nobody sees it. */
  #lose(missing: string): void {
    this.#lost ??= { missing, silentFromMs: Number.POSITIVE_INFINITY };
    this.#socket?.destroy();
  }

  #end(missing: string): void {
    if (this.#result !== undefined) closeSync(this.#result);
    this.#result = undefined;
    const { promise: _promise, resolve } = this.#ended;
    if (existsSync(this.#resultFile)) resolve({ resultFile: this.#resultFile });
    else resolve(this.#lost ?? { missing, silentFromMs: monotonicClock.now() });
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
