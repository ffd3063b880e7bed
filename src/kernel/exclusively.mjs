import { createHash } from "node:crypto";
import { unlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs `work` while no other process of this host is inside the same name: two set-ups at once would break each other's
 * packages and images. The lock is a listening socket, which ends with its process however that dies, so none goes stale.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {string} within what only the processes of one folder may break for each other: that folder
 * @returns {Promise<T>}
 */
export async function exclusively(name, work, within = "") {
  const path = socketPath(name, within);
  let told = false;
  let lock = await tryListen(path);
  while (!lock) {
    if (!told) console.log(`${name}: another run is at it, waiting until it is done`);
    told = true;
    await holderGone(path);
    lock = await tryListen(path);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * The same without waiting, until it is released.
 *
 * @param {string} name
 * @param {string} within
 * @returns {Promise<{ release: () => void } | undefined>} undefined while another process is inside, or this one is already
 */
export function exclusivelyNow(name, within = "") {
  return tryListen(socketPath(name, within));
}

/**
 * @param {string} name
 * @param {string} within
 */
function socketPath(name, within) {
  const user = createHash("sha256")
    .update(String(process.getuid?.() ?? "user"))
    .update(within)
    .digest("hex")
    .slice(0, 8);
  const id = `broker-signoff-${name.replace(/\W+/g, "-")}-${user}`;
  if (process.platform === "linux") return `\0${id}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${id}` : join(tmpdir(), `${id}.sock`);
}

/**
 * @param {string} path
 * @returns {Promise<{ release: () => void } | undefined>} undefined while another process holds it
 */
function tryListen(path) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import("node:net").Socket>} */
    const waiting = new Set();
    const server = createServer((socket) => waiting.add(socket.on("error", () => undefined)));
    const release = () => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(path, () => resolve({ release }));
  });
}

/**
 * Resolves when the holder closes its end; a socket file that no one listens on belongs to a dead one and goes.
 *
 * @param {string} path
 * @returns {Promise<void>}
 */
function holderGone(path) {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "ECONNREFUSED" && !path.startsWith("\0")) unlinkSync(path);
    });
    socket.once("close", () => resolve());
  });
}
