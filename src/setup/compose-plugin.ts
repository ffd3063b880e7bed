import { chmod, mkdir, rename } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { builtImageName } from "../stack/built-image.ts";
import { composeVersion } from "../stack/compose-cli.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { type Progress, runProgram, type Step } from "../steps.ts";
import { buildImage } from "./build-image.ts";
import { mayInstall, whyNotInstall } from "./install.ts";

const IN_IMAGE = "/usr/libexec/docker/cli-plugins/docker-compose";

/** The Compose v2 plugin that answers; else the one of Debian's packages, copied out of an image. */
export const composePlugin: Step = {
  name: "Compose plugin",
  async ensure(progress) {
    const version = await composeVersion();
    if (version) return `${version} answers`;
    if (!(await mayInstall())) throw notThere(await whyNotInstall());
    await copyOut(await engine(), progress);
    const installed = await composeVersion();
    if (installed) return `${installed} installed for this user`;
    throw notThere("the plugin of Debian's packages does not run here");
  },
};

async function copyOut(docker: Engine, progress: Progress): Promise<void> {
  const image = builtImageName("compose") ?? "";
  if (!(await imageIdOf(docker, image))) await buildImage(docker, "compose", progress);
  const folder = join(process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"), "cli-plugins");
  await mkdir(folder, { recursive: true });
  const container = await docker.createContainer({ Image: image });
  try {
    const partial = join(folder, "docker-compose.partial");
    await runProgram("Compose plugin", ["docker", "cp", `${container.id}:${IN_IMAGE}`, partial]);
    await chmod(partial, 0o755);
    await rename(partial, join(folder, "docker-compose"));
  } finally {
    await container.remove({ force: true });
  }
}

function notThere(why: string): Problem {
  return new Problem({
    subject: "Docker Compose",
    expected: "the Compose plugin, version 2 or later (docker compose version)",
    seen: `none, and set-up does not install it here: ${why}`,
    remedy:
      "install it (Debian 13: apt-get install docker-compose; Ubuntu: docker-compose-v2); then run this again",
  });
}
