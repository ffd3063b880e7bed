import { once } from "node:events";
import { createReadStream, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Heartbeat } from "./heartbeat.ts";
import { lineOf } from "./lines.ts";
import type { FromWorker } from "./messages.ts";
import { connectKeyed } from "./secure-line.ts";
import { work } from "./worker-side.ts";

// A worker of a load on a host of its own. Arguments: the coordinator's address and port, and the file of the key.
// Credentials come over the connection, which the key encrypts. It ends when its coordinator is gone, and then sends nothing more.

/** As many as a line of 64 KiB holds as base64. */
const PIECE_BYTES = 48 * 2 ** 10;

const [address, port, keyFile = ""] = process.argv.slice(2);
// A container can't see the name of its host.
const { WORKER_HOST: host } = process.env;
const key = Buffer.from(readFileSync(keyFile, "utf8"), "hex");
const socket = connectKeyed(key, { host: address, port: Number(port) });
const leave = (why: string) => {
  console.error(`worker on ${host}, coordinator at ${address}:${port}: ${why}`);
  process.exit(1);
};
socket.once("error", ({ message }) => leave(message));
await once(socket, "secureConnect");
socket.setNoDelay().once("close", () => leave("the connection was closed"));
const say = (message: FromWorker) => socket.write(lineOf(message));
const heartbeat = new Heartbeat(
  () => say({ kind: "there" }),
  () => leave("nothing was heard for too long"),
);
socket.on("data", () => heartbeat.heard());

const isWhole = await work({
  ...{ input: socket, output: socket, host },
  resultFileOf: ({ worker }) => join(mkdtempSync(join(tmpdir(), "worker-")), `${worker}.result`),
  async handOver(file) {
    for await (const bytes of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
      const isRoom = say({ kind: "piece", bytes: (bytes as Buffer).toString("base64") });
      if (!isRoom) await once(socket, "drain");
    }
  },
});
socket.removeAllListeners("close").end(() => process.exit(isWhole ? 0 : 1));
