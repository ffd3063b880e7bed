import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { HostPort } from "../../stack/running-service.ts";

/** A server that speaks Redis' protocol, for tests of what a server answers. It listens on the loopback address. */
export interface RedisStandIn extends AsyncDisposable {
  at: HostPort;
  /** The commands that it was sent, each with its arguments. */
  asked: string[][];
}

/**
 * @param answer a reply in Redis' protocol, without the line end: "+OK", or "-NOPERM no"
 * @param tls key and certificate; without them it is plain
 */
export async function redisStandIn(
  answer: (command: string[]) => string,
  tls?: { key: string; cert: string },
): Promise<RedisStandIn> {
  const asked: string[][] = [];
  const serve = (socket: Socket) => {
    let text = "";
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (!text.startsWith("*")) socket.destroy();
      for (let read = readCommand(text); read; read = readCommand(text)) {
        text = read.rest;
        asked.push(read.command);
        socket.write(`${answer(read.command)}\r\n`, "latin1");
      }
    });
  };
  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    at: { host: "127.0.0.1", port },
    asked,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** Lets in who has one of these passwords, by user. */
export function lettingIn(passwords: Readonly<Record<string, string>>): (command: string[]) => string {
  return (command) => {
    const [, user = "", password] = command.slice(command.indexOf("AUTH"));
    const isLogin = command.includes("AUTH");
    return isLogin && passwords[user] !== password ? "-WRONGPASS invalid username-password pair" : "+OK";
  };
}

/** The first command of an array of bulk strings, and what stands behind it; none while it is not complete. */
function readCommand(text: string): { command: string[]; rest: string } | undefined {
  const [head, count] = /^\*(\d+)\r\n/.exec(text) ?? [];
  if (!head) return undefined;
  const command: string[] = [];
  let rest = text.slice(head.length);
  for (let left = Number(count); left > 0; left -= 1) {
    const [lead, length] = /^\$(\d+)\r\n/.exec(rest) ?? [];
    if (!lead || rest.length < lead.length + Number(length) + 2) return undefined;
    command.push(rest.slice(lead.length, lead.length + Number(length)));
    rest = rest.slice(lead.length + Number(length) + 2);
  }
  return { command, rest };
}
