import { createServer } from "node:net";
import { done, notYet, until } from "../kernel/wait.ts";

/**
 * Below the ports that connections are given, so that none takes a broker's while it is down, and beside those of the
 * compose file.
 */
const FIRST = 17_000;
const COUNT = 8_000;

const given = new Set<number>();

/** A port of the loopback interface that nothing listens on. A container that is started again keeps it. */
export async function freePort(): Promise<number> {
  return until("a port is free", { deadlineMs: 10_000, everyMs: 1 }, async () => {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port) || !(await isFree(port))) return notYet(`${port} is taken`);
    given.add(port);
    return done(port);
  });
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  return promise;
}
