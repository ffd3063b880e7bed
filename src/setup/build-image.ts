import { BASE_IMAGE, builtImageName, imageFolder } from "../stack/built-image.ts";
import type { Engine } from "../stack/engine.ts";
import { type Progress, runProgram } from "../steps.ts";
import { ensureBaseImage } from "./base-image.ts";
import { requireRoom } from "./disk-room.ts";

/** All built images together: 1.1 GiB, and some to spare. */
const IMAGES_GIB = 2;

/** Builds a service's image from Debian packages. @throws Problem with the last lines of the build */
export async function buildImage(docker: Engine, service: string, progress: Progress): Promise<void> {
  const name = builtImageName(service) ?? service;
  await buildFrom(docker, { folder: imageFolder(service), name, base: BASE_IMAGE }, progress);
}

/** What an image is built from. */
export interface Build {
  folder: string;
  name: string;
  /** The image that it starts from: a Debian. */
  base: string;
  /** Further build arguments of its Dockerfile. */
  buildArgs?: Readonly<Record<string, string>>;
}

/** Builds an image from Debian packages. @throws Problem with the last lines of the build */
export async function buildFrom(
  docker: Engine,
  { folder, name, base, buildArgs = {} }: Build,
  progress: Progress,
): Promise<void> {
  const { DockerRootDir } = (await docker.info()) as { DockerRootDir: string };
  await requireRoom(`image ${name}`, DockerRootDir, IMAGES_GIB);
  await ensureBaseImage(docker, base, progress);
  progress(`building ${name}`);
  const given = Object.entries({ BASE: base, ...buildArgs }).flatMap(([key, value]) => [
    "--build-arg",
    `${key}=${value}`,
  ]);
  await runProgram(
    `image ${name}`,
    ["docker", "build", "--force-rm", ...given, "--tag", name, folder],
    // The legacy builder: BuildKit's client plugin is not part of Debian's packages.
    { progress: (line) => progress(`${name}: ${line}`), env: { DOCKER_BUILDKIT: "0" } },
  );
}
