import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { HostPort } from "./running-service.ts";

/** Ports of this machine's loopback interface whose connections are passed on elsewhere. Disposing closes them all. */
export class LoopbackPorts implements Disposable {
  readonly #servers: Server[] = [];
  readonly #open = new Set<Socket>();

  /** @param pass takes a connection to where it leads; it is closed where that fails */
  async open(pass: (socket: Socket) => Promise<void>): Promise<HostPort> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.keep(socket);
      pass(socket).catch(() => socket.destroy());
    });
    this.#servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { host: "127.0.0.1", port: (server.address() as { port: number }).port };
  }

  /** Of a connection that goes on elsewhere: the other end, closed with the rest. */
  keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#open.delete(socket));
  }

  [Symbol.dispose](): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#open) socket.destroy();
  }
}
