import { createServer, type ListenOptions, type Server } from "node:net";
import { done, notYet, until } from "../kernel/wait.ts";

/**
 * Below the ports that connections are given, so that none takes a broker's while it is down, and beside those of the
 * compose file.
 */
const FIRST = 17_000;
const COUNT = 8_000;

const given = new Set<number>();

/**
 * A port of the loopback interface that nothing listens on, and that no other process of this tool was given: a container
 * may listen there much later. One that is started again keeps it.
 */
export async function freePort(): Promise<number> {
  return until("a port is free", { deadlineMs: 10_000, everyMs: 1 }, async () => {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port) || !(await isFree(port)) || !(await reserved(port)))
      return notYet(`${port} is taken`);
    given.add(port);
    return done(port);
  });
}

async function isFree(port: number): Promise<boolean> {
  const server = await listening({ port, host: "127.0.0.1" });
  if (!server) return false;
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
  return true;
}

/** Keeps others from it until this process ends, however it does. Elsewhere than on Linux it is left to chance. */
async function reserved(port: number): Promise<boolean> {
  if (process.platform !== "linux") return true;
  const server = await listening({ path: `\0broker-signoff-port-${port}` });
  server?.unref();
  return server !== undefined;
}

/** None where somebody listens already. */
function listening(at: ListenOptions): Promise<Server | undefined> {
  const { promise, resolve } = Promise.withResolvers<Server | undefined>();
  const server = createServer();
  server.once("error", () => resolve(undefined));
  server.listen(at, () => resolve(server));
  return promise;
}
