import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import type { Progress } from "../kernel/steps.ts";
import { buildFrom } from "../setup/build-image.ts";
import { BASE_SUITE, imageFolder } from "../stack/built-image.ts";
import { ROOT } from "../stack/compose-file.ts";
import { engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { codeVersion } from "../traffic/workers/code-version.ts";

const IMAGE = "load";
const STAGED = join(ROOT, "node_modules/.cache/broker-signoff/load-image");
const NODE = "node_modules/node/bin/node";

const lockFile = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
});

/** The name of the image that has this code: what is in it is the tag. */
export function loadImageName(version = codeVersion()): string {
  const dockerfile = readFileSync(join(imageFolder(IMAGE), "Dockerfile"));
  const hash = createHash("sha256").update(`${BASE_SUITE}\0${version}\0`).update(dockerfile);
  return `broker-signoff/${IMAGE}:${hash.digest("hex").slice(0, 12)}`;
}

/**
 * The image of a load's workers on this machine's engine: the one that is there, or one that is built of what set-up has installed.
 * @returns its name
 * @throws Problem with the last lines of the build
 */
export async function ensureLoadImage(progress: Progress): Promise<string> {
  const docker = await engine();
  const name = loadImageName();
  if (await imageIdOf(docker, name)) return name;
  const folder = join(STAGED, String(process.pid));
  try {
    progress(`${name}: copying code and packages`);
    await stage(folder);
    await buildFrom(docker, { folder, name, suite: BASE_SUITE }, progress);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return name;
}

/** The packages that the code needs when it runs, by their folders, as a lock file has them; those within another come with it. */
export function runtimePackages(lock: string): string[] {
  const { packages } = lockFile.parse(JSON.parse(lock));
  return Object.entries(packages).flatMap(([path, { dev }]) =>
    dev === true || !path.startsWith("node_modules/") || path.lastIndexOf("node_modules/") > 0 ? [] : [path],
  );
}

async function stage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const copy = (from: string, to = from) =>
    cp(join(ROOT, from), join(folder, to), { recursive: true, filter: (path) => !path.endsWith(".test.ts") });
  const lock = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  // Some are for other systems, and not installed.
  const packages = runtimePackages(lock).filter((path) => existsSync(join(ROOT, path)));
  for (const path of ["package.json", "package-lock.json", "src", ...packages]) await copy(path);
  await copy(NODE, "bin/node");
  await cp(join(imageFolder(IMAGE), "Dockerfile"), join(folder, "Dockerfile"));
  // Readable for its user, whatever umask this folder was checked out under.
  await execa("chmod", ["-R", "go+rX", folder]);
}
