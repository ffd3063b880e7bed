import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { currentRun, isAlive } from "../kernel/run-identity.ts";
import { ROOT } from "./compose-file.ts";

/**
 * Below the repository, which the engine reaches since `config/` is mounted from there: an engine in a virtual machine, or
 * in a mount namespace of its own, need not see the host's folder for temporary files.
 */
const HOME = join(ROOT, ".tmp");

/** A new folder of this run that may be mounted into containers, whose users are others. The caller removes it. */
export function mountableFolder(home = HOME): string {
  const folder = join(home, `${currentRun().process.replaceAll("/", "_")}~${randomUUID().slice(0, 8)}`);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}

/** Lets every user read a folder and all that is in it, whatever the umask was: `chmod -R go+rX`. */
export function letOthersRead(path: string): void {
  const { mode } = statSync(path);
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, mode | (isFolder || mode & 0o100 ? 0o055 : 0o044));
  for (const name of isFolder ? readdirSync(path) : []) letOthersRead(join(path, name));
}

/** Removes the folders of runs whose process is gone. */
export function sweepMountableFolders(home = HOME): void {
  const names = existsSync(home) ? readdirSync(home) : [];
  for (const name of names) {
    const [owner = ""] = name.split("~");
    if (!isAlive(owner.replaceAll("_", "/"))) rmSync(join(home, name), { recursive: true, force: true });
  }
}
