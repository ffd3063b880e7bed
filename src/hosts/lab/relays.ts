import { existsSync, mkdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { done, notYet, until } from "../../kernel/wait.ts";
import { LoopbackPorts } from "../../stack/loopback-ports.ts";
import type { HostPort } from "../../stack/running-service.ts";
import { spawnLogged, within } from "./space.ts";

/** Where a connection is to lead: an address as it is reached from inside a space. */
export interface Inside {
  /** A process of that space; 0 where its host has no power. */
  init: number;
  host: string;
  port: number;
}

/**
 * Ways from this machine's loopback interface into the lab, which is on no network of the machine. A socket file leads from
 * one network to the other; where it leads to is asked for each connection, since a host or container may be another by then.
 */
export class Relays implements AsyncDisposable {
  readonly #folder: string;
  readonly #ports = new LoopbackPorts();
  readonly #doors = new Map<string, { pid: number; path: Promise<string> }>();
  readonly #exits: number[] = [];
  #made = 0;

  constructor(folder: string) {
    this.#folder = join(folder, `relays-${process.pid}`);
    mkdirSync(this.#folder, { recursive: true });
  }

  /** A port of this machine's loopback interface that leads there. */
  reach(where: () => Promise<Inside>): Promise<HostPort> {
    return this.#ports.open((socket) => this.#pass(socket, where));
  }

  /** Leads connections to an address inside a space out to a server of this machine. @returns the socket file to listen at */
  leadOut({ init, host, port }: Inside): string {
    this.#made += 1;
    const path = join(this.#folder, `${this.#made}.sock`);
    const command = ["socat", `TCP-LISTEN:${port},bind=${host},fork,reuseaddr`, `UNIX-CONNECT:${path}`];
    this.#exits.push(spawnLogged(within(init, command), join(this.#folder, "log")));
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ports[Symbol.dispose]();
    for (const pid of [...this.#exits, ...[...this.#doors.values()].map((door) => door.pid)]) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // It has ended with its host.
      }
    }
  }

  async #pass(socket: Socket, where: () => Promise<Inside>): Promise<void> {
    const inside = connect({ path: await this.#door(await where()), allowHalfOpen: true });
    this.#ports.keep(inside);
    await Promise.all([
      pipeline(socket, inside, { end: true }),
      pipeline(inside, socket, { end: true }),
    ]).finally(() => {
      socket.destroy();
      inside.destroy();
    });
  }

  /** A socket file whose other side is in that space. */
  async #door({ init, host, port }: Inside): Promise<string> {
    if (init === 0) throw new Error(`the host of ${host}:${port} has no power`);
    const key = `${init}-${host}-${port}`;
    const known = this.#doors.get(key);
    if (known) return known.path;
    // Never one that was given before: what listens there would lead somewhere else.
    this.#made += 1;
    const path = join(this.#folder, `${this.#made}.sock`);
    const command = ["socat", `UNIX-LISTEN:${path},fork`, `TCP:${host}:${port},nodelay`];
    const pid = spawnLogged(within(init, command), join(this.#folder, "log"));
    const ready = until(`a way to ${host}:${port}`, { deadlineMs: 10_000, everyMs: 10 }, () =>
      existsSync(path) ? done(path) : notYet("no socket yet"),
    );
    this.#doors.set(key, { pid, path: ready });
    ready.catch(() => this.#doors.delete(key));
    return ready;
  }
}
