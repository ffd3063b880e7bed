import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./compose-file.ts";

/** What every built image starts from: Debian 13, whose packages have Redis 8, RabbitMQ 4 and Prometheus 2.53. */
export const BASE_SUITE = "trixie";

/** The images of a minimal Debian of that release, of which either will do: both hold the same packages. */
export function debianImages(suite: string): { official: string; ours: string } {
  return { official: `debian:${suite}-slim`, ours: `broker-signoff/debian:${suite}` };
}

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
  const hash = createHash("sha256").update(BASE_SUITE);
  for (const file of readdirSync(join(IMAGES, folder)).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(IMAGES, folder, file)));
  }
  return `broker-signoff/${folder}:${hash.digest("hex").slice(0, 12)}`;
}

/** Where the sources of a service's image are. */
export function imageFolder(service: string): string {
  return join(IMAGES, folderOf(service));
}
