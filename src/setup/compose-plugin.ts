import { access, chmod, constants, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { homeFolder } from "../kernel/home-folder.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { runProgram, type Step } from "../kernel/steps.ts";
import { builtImageName } from "../stack/built-image.ts";
import { composeVersion } from "../stack/compose-cli.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { buildImage } from "./build-image.ts";
import { reasonOf } from "./pull.ts";

const IN_IMAGE = "/usr/libexec/docker/cli-plugins/docker-compose";

/** The Compose v2 plugin that answers; else the one of Debian's packages, copied out of an image for this user. */
export const composePlugin: Step = {
  name: "Compose plugin",
  async ensure(progress) {
    const version = await composeVersion();
    if (version) return `${version} answers`;
    const whyNot = whyNotHere();
    if (whyNot) throw notThere(whyNot);
    const folder = await pluginFolder();
    const docker = await engine();
    const image = builtImageName("compose") ?? "";
    if (!(await imageIdOf(docker, image))) {
      await buildImage(docker, "compose", progress).catch((thrown: unknown) => {
        throw thrown instanceof Problem ? notThere(reasonOf(thrown), thrown) : thrown;
      });
    }
    const plugin = await copyOut(docker, image, folder);
    const installed = await composeVersion();
    if (installed) return `${installed} installed in ${folder}`;
    await rm(plugin);
    throw notThere("the plugin of Debian's packages does not run here");
  },
};

function whyNotHere(): string | undefined {
  if (process.env.SIGNOFF_NO_INSTALL) return "SIGNOFF_NO_INSTALL is set";
  return process.platform === "linux" ? undefined : "this system is not Linux";
}

/**
 * Where the docker client looks for this user's plugins.
 * @throws Problem when it cannot be written, as without a home
 */
export async function pluginFolder(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const folder = join(env.DOCKER_CONFIG || join(env.HOME || homeFolder(), ".docker"), "cli-plugins");
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch (thrown) {
    throw new Problem(
      {
        subject: "Docker Compose",
        expected: `a folder for the plugin that this user may write: ${folder}`,
        seen: messageOf(thrown),
        remedy:
          "set HOME (or DOCKER_CONFIG) to a folder of yours, or install Compose for every user (Debian 13: apt-get install docker-compose; Ubuntu: docker-compose-v2); then run this again",
      },
      { cause: thrown },
    );
  }
}

async function copyOut(docker: Engine, image: string, folder: string): Promise<string> {
  const container = await docker.createContainer({ Image: image });
  try {
    const [partial, plugin] = [join(folder, "docker-compose.partial"), join(folder, "docker-compose")];
    await runProgram("Compose plugin", ["docker", "cp", `${container.id}:${IN_IMAGE}`, partial]);
    await chmod(partial, 0o755);
    await rename(partial, plugin);
    return plugin;
  } finally {
    await container.remove({ force: true, v: true });
  }
}

function notThere(why: string, cause?: Problem): Problem {
  return new Problem(
    {
      subject: "Docker Compose",
      expected: "the Compose plugin, version 2 or later (docker compose version)",
      seen: `none, and set-up does not install it here: ${why}`,
      remedy:
        "install it (Debian 13: apt-get install docker-compose; Ubuntu: docker-compose-v2); then run this again",
    },
    { cause },
  );
}
