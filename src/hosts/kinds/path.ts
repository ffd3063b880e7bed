import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "../kind.ts";

/** A path that a careless shell splits, and that has two names. */
export const path: Kind = {
  id: "path",
  title: "A path with spaces, reached through a symbolic link",
  tasks: ["block0", "block1", "rollback"],
  undetermined: [],
  async make(bench) {
    const folder = join(bench.workshop.folderOf("a folder of ours"), "broker signoff");
    const workspace = await bench.rootWorkspace(folder);
    const link = join(bench.workshop.folder, "by another name");
    symlinkSync(folder, link);
    return { ...workspace, folder: link };
  },
};
