import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { HostPort } from "../../stack/running-service.ts";

/** A server that lets clients in as NATS does, for tests. It listens on the loopback address. */
export interface NatsStandIn extends AsyncDisposable {
  at: HostPort;
}

/**
 * @param passwords of its users
 * @param tls key and certificate, for clients over TLS alone; without them it offers none
 */
export async function natsStandIn(
  passwords: Readonly<Record<string, string>>,
  tls?: { key: string; cert: string },
): Promise<NatsStandIn> {
  const greeting = {
    ...{ server_id: "S", version: "2.10.27", proto: 1, auth_required: true, max_payload: 1_048_576 },
    ...(tls ? { tls_available: true } : {}),
  };
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write(`INFO ${JSON.stringify(greeting)}\r\n`);
    serve(tls ? new TLSSocket(socket, { isServer: true, ...tls }) : socket, passwords);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    at: { host: "127.0.0.1", port: (server.address() as { port: number }).port },
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

function serve(socket: Socket, passwords: Readonly<Record<string, string>>): void {
  let text = "";
  let isIn = false;
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    text += bytes.toString();
    const lines = text.split("\r\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("CONNECT ")) {
        const { user, pass } = JSON.parse(line.slice("CONNECT ".length)) as { user?: string; pass?: string };
        isIn = user !== undefined && passwords[user] === pass;
        if (!isIn) socket.end("-ERR 'Authorization Violation'\r\n");
      }
      if (line === "PING" && isIn) socket.write("PONG\r\n");
    }
  });
}
