import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { ConnectedWorkplace } from "./connected-workplace.ts";
import { lineOf, onMessages } from "./lines.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { connectKeyed, KEY_BYTES } from "./secure-line.ts";

const KEY = randomBytes(KEY_BYTES);

async function opened(): Promise<ConnectedWorkplace> {
  const workplace = await ConnectedWorkplace.open(KEY, 0);
  onTestFinished(() => workplace[Symbol.asyncDispose]());
  return workplace;
}

/** A worker that connects, and what it is told. */
async function connected({ port }: ConnectedWorkplace, key = KEY) {
  const socket = connectKeyed(key, { host: "127.0.0.1", port });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  const told: ToWorker[] = [];
  onMessages<ToWorker>(socket, (message) => void told.push(message));
  return { socket, told, say: (message: FromWorker) => void socket.write(lineOf(message)) };
}

test("a worker that has the key is told what was said to it before it came, and its result comes whole", async () => {
  const workplace = await opened();
  const hello = Promise.withResolvers<FromWorker>();
  const worker = workplace.start(1, hello.resolve);
  worker.tell({ kind: "connect" });
  const { socket, told, say } = await connected(workplace);
  say({ kind: "there" });
  say({ kind: "hello", version: "1", host: "host-2" });
  expect(await hello.promise).toEqual({ kind: "hello", version: "1", host: "host-2" });
  const result = randomBytes(200_000);
  for (let from = 0; from < result.length; from += 48_000)
    say({ kind: "piece", bytes: result.subarray(from, from + 48_000).toString("base64") });
  say({ kind: "written" });
  socket.end();

  expect(await worker.ended).toEqual({ resultFile: workplace.resultFileOf(1) });
  expect(readFileSync(workplace.resultFileOf(1)).equals(result)).toBe(true);
  expect(told).toEqual([{ kind: "connect" }]);
});

test("a worker that goes away amid its result has none, and has sent nothing since", async () => {
  const workplace = await opened();
  const worker = workplace.start(1, () => undefined);
  const { socket, say } = await connected(workplace);
  say({ kind: "piece", bytes: "AAAA" });
  socket.end();

  expect(await worker.ended).toEqual({
    missing: "it has closed its connection",
    silentFromMs: expect.any(Number),
  });
});

test("one that is given up may go on sending where nobody sees it", async () => {
  const workplace = await opened();
  const hello = Promise.withResolvers<FromWorker>();
  const worker = workplace.start(1, hello.resolve);
  const { socket, say } = await connected(workplace);
  say({ kind: "hello", version: "1" });
  await hello.promise;
  const closed = once(socket, "close");
  await worker[Symbol.asyncDispose]();

  expect(await worker.ended).toMatchObject({ silentFromMs: Number.POSITIVE_INFINITY });
  await closed;
});

test("one more than were asked for is turned away, and so is one without the key", async () => {
  const workplace = await opened();
  workplace.start(1, () => undefined);
  await connected(workplace);
  for (const key of [KEY, randomBytes(KEY_BYTES)]) {
    const socket = connectKeyed(key, { host: "127.0.0.1", port: workplace.port }).on(
      "error",
      () => undefined,
    );
    const closed = Promise.withResolvers<void>();
    socket.once("close", () => closed.resolve());
    await closed.promise;
  }
});
