import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import type { HostPort } from "../../stack/running-service.ts";
import { Relays } from "./relays.ts";
import { whyNoLab } from "./requirements.ts";

/** The number of no process: that of a host without power. */
const NO_POWER = 0;

/** A server of this machine's loopback interface that says its name and closes. */
async function saying(name: string): Promise<AsyncDisposable & { port: number }> {
  const server = createServer((socket) => socket.end(name));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

/** What is heard there until the connection ends; nothing where it ends before. */
async function heardAt({ host, port }: HostPort): Promise<string> {
  const socket = connect({ host, port });
  socket.on("error", () => undefined);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += String(chunk);
  });
  await once(socket, "close");
  return heard;
}

test("each way leads where it should, also after one that led nowhere", async ({ skip }) => {
  const why = await whyNoLab();
  if (why) skip(why);
  const folder = join(scratchFolder("relays-"), "lab");
  mkdirSync(folder);
  await using first = await saying("first");
  await using second = await saying("second");
  await using relays = new Relays(folder);
  const to = (init: number, port: number) => relays.reach(async () => ({ init, host: "127.0.0.1", port }));
  const [dark, one, other] = [
    await to(NO_POWER, first.port),
    await to(process.pid, first.port),
    await to(process.pid, second.port),
  ];

  const nothing = heardAt(dark);
  expect(await heardAt(one)).toBe("first");
  expect(await nothing).toBe("");
  expect(await heardAt(other)).toBe("second");
  expect(await heardAt(one)).toBe("first");
});
