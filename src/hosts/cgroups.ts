import { globSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { done, notYet, until } from "../kernel/wait.ts";

/**
 * Removes control groups of every hierarchy, as soon as their last processes are gone.
 * @param name of the group, or a pattern of names
 */
export async function removeCgroups(name: string): Promise<void> {
  for (const path of globSync([`/sys/fs/cgroup/*/${name}`, `/sys/fs/cgroup/${name}`])) {
    await until(`${path} is gone`, { deadlineMs: 20_000, everyMs: 50 }, () => {
      try {
        removeFolders(path);
        return done(true);
      } catch (thrown) {
        return notYet(String(thrown));
      }
    });
  }
}

/** Control groups hold files that can't be removed; their folders can, the innermost first. */
function removeFolders(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) removeFolders(join(path, entry.name));
  rmdirSync(path);
}
