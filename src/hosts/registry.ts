import { existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type Progress, runProgram } from "../kernel/steps.ts";
import { done, until } from "../kernel/wait.ts";
import { ensureBaseImage } from "../setup/base-image.ts";
import { buildFrom } from "../setup/build-image.ts";
import { BASE_SUITE, debianImages } from "../stack/built-image.ts";
import { readComposeFile } from "../stack/compose-file.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { freePort } from "../stack/free-port.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { publishedImages, repositoryOf } from "./published-images.ts";
import type { Workshop } from "./workshop.ts";

const PACKAGE = "docker-registry";

/**
 * A registry on this machine that has the images of the compose file under the names that they have in the usual one, in
 * the layout of the official ones, and a Debian to build on. Returns its port on the loopback interface.
 */
export async function startRegistry(workshop: Workshop, progress: Progress): Promise<number> {
  const port = await freePort();
  const folder = workshop.folderOf("registry");
  const program = await extracted(folder, progress);
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify(configOf(port, join(folder, "data"))));
  const log = join(workshop.folderOf("logs"), "registry.log");
  workshop.spawn([program, "serve", config], { log, env: process.env });
  await until("the registry answers", { deadlineMs: 10_000 }, async () => done(await listens(port)));
  const docker = await engine();
  for (const { image, folder: sources, builtAs } of publishedImages(
    readComposeFile({ env: {}, dotEnv: false }),
  )) {
    if (!(await imageIdOf(docker, builtAs))) {
      await buildFrom(docker, { folder: sources, name: builtAs, suite: BASE_SUITE }, progress);
    }
    await publish(docker, { from: builtAs, as: image, port }, progress);
  }
  const base = await ensureBaseImage(docker, BASE_SUITE, progress);
  await publish(docker, { from: base, as: debianImages(BASE_SUITE).official, port }, progress);
  return port;
}

/** The program out of its package: installed, it would be a service of this machine. */
async function extracted(folder: string, progress: Progress): Promise<string> {
  const script =
    'set -e; cd "$1"; apt-get -q -o APT::Sandbox::User=root download "$2"; dpkg-deb --extract "$2"_*.deb .';
  await runProgram(`Debian package ${PACKAGE}`, ["sh", "-c", script, "sh", folder, PACKAGE], { progress });
  return (
    ["usr/bin/docker-registry", "usr/bin/registry"].map((path) => join(folder, path)).find(existsSync) ??
    PACKAGE
  );
}

function configOf(port: number, rootdirectory: string): object {
  return {
    version: "0.1",
    log: { level: "warn", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory } },
    http: { addr: `127.0.0.1:${port}` },
  };
}

async function publish(
  docker: Engine,
  { from, as, port }: { from: string; as: string; port: number },
  progress: Progress,
): Promise<void> {
  const there = `127.0.0.1:${port}/${repositoryOf(as)}`;
  progress(`publishing ${as}`);
  await runProgram(`image ${as}`, ["docker", "tag", from, there]);
  try {
    await runProgram(`image ${as}`, ["docker", "push", "--quiet", there]);
  } finally {
    await docker.getImage(there).remove({ noprune: true });
  }
}

function listens(port: number): Promise<true> {
  const { promise, resolve, reject } = Promise.withResolvers<true>();
  const socket = connect(port, "127.0.0.1");
  socket.once("error", reject);
  socket.once("connect", () => {
    socket.destroy();
    resolve(true);
  });
  return promise;
}
