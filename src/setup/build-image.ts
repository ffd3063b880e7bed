import { BASE_IMAGE, builtImageName, imageFolder } from "../stack/built-image.ts";
import type { Engine } from "../stack/engine.ts";
import { type Progress, runProgram } from "../steps.ts";
import { ensureBaseImage } from "./base-image.ts";
import { requireRoom } from "./disk-room.ts";

/** All built images together: 1.1 GiB, and some to spare. */
const IMAGES_GIB = 2;

/** Builds a service's image from Debian packages. @throws Problem with the last lines of the build */
export async function buildImage(docker: Engine, service: string, progress: Progress): Promise<void> {
  const folder = imageFolder(service);
  const name = builtImageName(service) ?? service;
  const { DockerRootDir } = (await docker.info()) as { DockerRootDir: string };
  await requireRoom(`image ${name}`, DockerRootDir, IMAGES_GIB);
  await ensureBaseImage(docker, progress);
  progress(`building ${name}`);
  await runProgram(
    `image ${name}`,
    ["docker", "build", "--force-rm", "--build-arg", `BASE=${BASE_IMAGE}`, "--tag", name, folder],
    // The legacy builder: BuildKit's client plugin is not part of Debian's packages.
    { progress: (line) => progress(`${name}: ${line}`), env: { DOCKER_BUILDKIT: "0" } },
  );
}
