import { globSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative } from "node:path";
import type { ComposedService } from "./composed.ts";

/** A file of this checkout that a service reads. */
export interface MountedFile {
  /** Below the checkout's root. */
  path: string;
  /** In the container. */
  target: string;
  content: Buffer;
  /** A key: not everybody who may look at the Swarm may see it. */
  isSecret: boolean;
}

const OTHERS_MAY_READ = 0o004;

/**
 * Every file below what a service mounts from a checkout. What its user could not read there, it does not get.
 * @param elsewhere folders in the place of those of the checkout, by their names
 */
export function mountedFiles(
  root: string,
  { volumes = [] }: ComposedService,
  elsewhere: Readonly<Record<string, string>> = {},
): MountedFile[] {
  const names = new Map(Object.entries(elsewhere).map(([name, folder]) => [join(root, name), folder]));
  return volumes
    .filter(({ type }) => type === "bind")
    .map(({ source, target }) => ({ shown: source, source: names.get(source) ?? source, target }))
    .flatMap(({ shown, source, target }) =>
      filesBelow(source).map((file) => ({
        path: join(relative(root, shown), relative(source, file)),
        target: posix.join(target, relative(source, file)),
        content: readFileSync(file),
        isSecret: file.endsWith(".key"),
      })),
    );
}

function filesBelow(path: string): string[] {
  const found = statSync(path).isDirectory()
    ? globSync("**", { cwd: path }).map((name) => join(path, name))
    : [path];
  return found
    .filter((file) => statSync(file).isFile() && (statSync(file).mode & OTHERS_MAY_READ) !== 0)
    .sort();
}
