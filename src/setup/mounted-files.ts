import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { Problem } from "../kernel/problem.ts";
import type { Step } from "../kernel/steps.ts";
import { ROOT } from "../stack/compose-file.ts";

/** Folders from which the compose file mounts. */
export const MOUNTED = ["config", "dashboards", "docs"];
/** Folders whose files end up in containers, where shells read them. */
const IN_CONTAINERS = [...MOUNTED, "images"];

/** Files of this repository that containers read: their users are others, and their shells take no carriage returns. */
export const mountedFiles: Step = {
  name: "Files that containers read",
  async ensure() {
    requireUnixLines(ROOT);
    // Where the engine is in a virtual machine it lets every user read what its owner may.
    if (process.platform === "linux") requireReadable(ROOT);
    return "readable for every user";
  },
};

/** @throws Problem when a user other than the owner may not read what containers mount, as under umask 077 */
export function requireReadable(root: string): void {
  const unreadable = MOUNTED.flatMap((folder) => walk(join(root, folder))).filter((path) => {
    const status = statSync(path);
    const needed = status.isDirectory() ? 0o005 : 0o004;
    return (status.mode & needed) !== needed;
  });
  if (unreadable.length === 0) return;
  throw new Problem({
    subject: "files that containers read",
    expected: "files that every user may read: containers run as users of their own",
    seen: `${told(root, unreadable)}, closed to others as a checkout under umask 077 leaves it`,
    remedy: `chmod -R go+rX ${MOUNTED.join(" ")}   (in ${root}), then run this again`,
  });
}

/** @throws Problem when lines end as on Windows: a shell in a container takes the carriage return for a part of the command */
export function requireUnixLines(root: string): void {
  const folders = IN_CONTAINERS.map((folder) => join(root, folder));
  const ofWindows = folders
    .flatMap(walk)
    .filter((path) => statSync(path).isFile() && hasWindowsLines(mayRead(path)));
  if (ofWindows.length === 0) return;
  throw new Problem({
    subject: "files that containers read",
    expected: "lines that end in LF",
    seen: `${told(root, ofWindows)} with CRLF, as Git checks it out with core.autocrlf=true`,
    remedy: `grep -rlIZ $'\\r' ${IN_CONTAINERS.join(" ")} | xargs -0 sed -i 's/\\r$//'   (in ${root}), then run this again`,
  });
}

/** A picture has no lines: what holds a zero byte is no text, as Git sees it. */
function hasWindowsLines(content: Buffer | undefined): boolean {
  return content?.includes("\r\n") === true && !content.includes(0);
}

/** Everything below a path, itself first. */
function walk(path: string): string[] {
  if (!existsSync(path)) return [];
  const inside = statSync(path).isDirectory() ? readdirSync(path) : [];
  return [path, ...inside.flatMap((name) => walk(join(path, name)))];
}

function mayRead(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    // Whoever may not read it here cannot start a container with it: the engine says so.
    return undefined;
  }
}

function told(root: string, [first = "", ...others]: readonly string[]): string {
  return `${relative(root, first)}${others.length > 0 ? ` and ${others.length} more` : ""}`;
}
