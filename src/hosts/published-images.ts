import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ComposeFile, ROOT } from "../stack/compose-file.ts";

const IMAGES = join(ROOT, "fixtures/hosts/images");

/** An image of the workshop's registry. */
export interface Published {
  /** As the compose file names it. */
  image: string;
  /** Its sources. */
  folder: string;
  /** What it is called on the machine's own engine, where it is built: its sources' hash is the tag. */
  builtAs: string;
}

/** The images of the compose file of which there are sources in the official ones' layout. No Debian package has Grafana or NATS's exporter. */
export function publishedImages({ services }: ComposeFile): Published[] {
  const folders = new Map<string, string>();
  for (const { name, image } of Object.values(services)) {
    const folder = join(IMAGES, name);
    if (existsSync(folder)) folders.set(image, folder);
  }
  return [...folders].map(([image, folder]) => ({
    image,
    folder,
    builtAs: `broker-signoff/official-${folder.slice(IMAGES.length + 1)}:${hashOf(folder)}`,
  }));
}

/** Where the usual registry keeps an image: those without an owner are in library/. */
export function repositoryOf(image: string): string {
  return image.includes("/") ? image : `library/${image}`;
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 12);
}
