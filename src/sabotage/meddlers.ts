import { rmSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LABEL_RUN } from "../kernel/run-identity.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { engine } from "../stack/engine.ts";
import { engineEndpoint } from "../stack/engine-endpoint.ts";
import type { UnderSabotage } from "./sabotage.ts";

/** Where {@link engineForAWhile} is the engine. */
export const PROXY_SOCKET = join(tmpdir(), `broker-signoff-${process.pid}.sock`);
const ENGINE_LIVES_MS = 5_000;
const RESTARTED_AFTER_MS = 8_000;

/** Relays between the run and the engine, and then stops. */
export async function engineForAWhile({ ended }: UnderSabotage): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection(engineEndpoint().url.replace("unix://", ""));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.pipe(upstream).pipe(client);
  });
  rmSync(PROXY_SOCKET, { force: true });
  const asked = new Promise<void>((resolve) => server.once("connection", () => resolve()));
  server.listen(PROXY_SOCKET);
  const over = new Promise<void>((resolve) => ended.addEventListener("abort", () => resolve()));
  await Promise.race([asked, over]);
  await Promise.race([new Promise((resolve) => setTimeout(resolve, ENGINE_LIVES_MS)), over]);
  server.close();
  for (const socket of sockets) socket.destroy();
  rmSync(PROXY_SOCKET, { force: true });
}

/** Restarts the run's Redis in the middle of its load, as someone who knows nothing of it. */
export async function restartRedis(run: UnderSabotage): Promise<void> {
  const container = await redisAfter(RESTARTED_AFTER_MS, run);
  await container.restart({ t: 0 });
}

/** Pauses the run's Redis for a while, that long after it has started. */
export function pauseRedis({ afterMs, forMs }: { afterMs: number; forMs: number }) {
  return async (run: UnderSabotage): Promise<void> => {
    const container = await redisAfter(afterMs, run);
    await container.pause();
    try {
      await pause(forMs, undefined, { signal: run.ended }).catch(() => undefined);
    } finally {
      await container.unpause();
    }
  };
}

/** The run's Redis, that long after it has started. */
async function redisAfter(afterMs: number, { pid, ended }: UnderSabotage) {
  const docker = await engine();
  const container = await until("the run has a Redis", { deadlineMs: 60_000, signal: ended }, async () => {
    const found = await docker.listContainers({ filters: { label: [LABEL_RUN] } });
    const redis = found.find(
      ({ Labels, Image }) => Labels[LABEL_RUN]?.split("/")[1] === String(pid) && /redis/.test(Image),
    );
    return redis ? done(docker.getContainer(redis.Id)) : notYet("none");
  });
  const { State } = await container.inspect();
  const at = Date.parse(State.StartedAt) + afterMs;
  await until("its load is under way", { deadlineMs: 60_000, signal: ended }, () =>
    Date.now() > at ? done(undefined) : notYet("not yet"),
  );
  return container;
}
