import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { Progress } from "../../kernel/steps.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { DockerAt } from "../swarm/docker-at.ts";

/** It takes only what is written. */
const SIZE = "16G";

/** In the folder of this checkout, and gone with it. */
const TEMPLATES = join(ROOT, "node_modules/.cache/broker-signoff/lab-disks");

/** A disk whose engine has these images, for the hosts of labs to start from; made once. */
export function templateOf(imageIds: readonly string[], folder = TEMPLATES): string {
  const key = createHash("sha256")
    .update([...imageIds].sort().join(" "))
    .digest("hex")
    .slice(0, 16);
  return join(folder, `${key}.xfs`);
}

export async function makeDisk(file: string): Promise<void> {
  rmSync(file, { force: true });
  await execa("truncate", ["--size", SIZE, file]);
  await execa("mkfs.xfs", ["-q", "-f", file]);
}

export async function copyDisk(template: string, file: string): Promise<void> {
  await execa("cp", ["--sparse=always", template, file]);
}

/**
 * Keeps a disk as a template, in the place of older ones. Its bytes go to this machine's disk first: a copy that is made before
 * takes what is only in memory for holes, and hosts would start with empty programs.
 */
export async function keepTemplate(disk: string, template: string): Promise<void> {
  await execa("sync", [disk]);
  const folder = join(template, "..");
  mkdirSync(folder, { recursive: true });
  for (const name of globSync("*.xfs", { cwd: folder })) rmSync(join(folder, name));
  renameSync(disk, template);
}

export const hasTemplate = (template: string): boolean => existsSync(template);

/** Hands images of this machine's engine to another one. */
export async function handOver(images: readonly string[], to: DockerAt, progress: Progress): Promise<void> {
  progress(`${images.length} images`);
  await execa("docker", ["save", ...images], { encoding: "buffer", buffer: false, stdin: "ignore" }).pipe(
    "docker",
    [...to, "load", "--quiet"],
  );
}
