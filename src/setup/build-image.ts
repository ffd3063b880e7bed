import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../stack/compose-file.ts";
import type { Engine } from "../stack/engine.ts";
import { BASE_IMAGE, ensureBaseImage } from "./base-image.ts";
import { requireRoom } from "./disk-room.ts";
import { type Progress, runProgram } from "./step.ts";

/** All built images together: 1.1 GiB, and some to spare. */
const IMAGES_GIB = 2;

const IMAGES = join(ROOT, "images");

/** Services that share an image with another: the nodes of a cluster. */
function folderOf(service: string): string {
  return service.replace(/-\d+$/, "");
}

/** Whether `images/` has sources for this service's image. */
export function buildable(service: string): boolean {
  return existsSync(join(IMAGES, folderOf(service), "Dockerfile"));
}

/** The name of the image that is built for a service: its sources' hash is the tag. `undefined` when there are none. */
export function builtImageName(service: string): string | undefined {
  if (!buildable(service)) return undefined;
  const folder = folderOf(service);
  const hash = createHash("sha256").update(BASE_IMAGE);
  for (const file of readdirSync(join(IMAGES, folder)).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(IMAGES, folder, file)));
  }
  return `broker-signoff/${folder}:${hash.digest("hex").slice(0, 12)}`;
}

/** Builds a service's image from Debian packages. @throws Problem with the last lines of the build */
export async function buildImage(docker: Engine, service: string, progress: Progress): Promise<void> {
  const folder = join(IMAGES, folderOf(service));
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
