import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { Snapshot } from "./snapshot.ts";

/** The commit that a git ref names in a stack's folder, in full; `undefined` when it names none. */
export async function commitOf(root: string, ref: string): Promise<string | undefined> {
  const { stdout, failed } = await git(root, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  return failed ? undefined : stdout.trim();
}

/**
 * The configuration of a commit as a snapshot; made once. `.env` is not in Git: the present one stays, with the images
 * that it names.
 *
 * @throws Problem when the commit has no docker-compose.yml
 */
export async function snapshotOfCommit(root: string, commit: string): Promise<Snapshot> {
  const name = `commit-${commit.slice(0, 12)}`;
  if (Snapshot.names(root).includes(name)) return Snapshot.open(root, name);
  const folder = mkdtempSync(join(tmpdir(), "rollback-"));
  try {
    const archive = join(folder, "archive.tar");
    const files = join(folder, "files");
    await execa("git", ["-C", root, "archive", "--output", archive, "--prefix=files/", commit]);
    await execa("tar", ["-x", "-f", archive, "-C", folder]);
    if (existsSync(join(root, ".env"))) copyFileSync(join(root, ".env"), join(files, ".env"));
    return Snapshot.fromFolder(root, name, files, {});
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(root: string, args: string[]) {
  return execa("git", ["-C", root, ...args], { reject: false });
}
