import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";

const ROOT = join(import.meta.dirname, "../../..");
/** What runs write, whatever Git is told of it. */
const WRITTEN = /^(?:reports|\.tmp|backups)\//;
/** What a run reads or mounts: there no file is left out but those that our own .gitignore names. */
const READ = ["config", "dashboards", "fixtures", "images", "plan", "scripts", "specs", "src"];

/**
 * Every file of a working tree that Git has or would take, without what runs write: its path below the root, with the
 * SHA-256 of what Git keeps of a file, that is its contents and whether it is a program or a link. What Git is told to
 * ignore elsewhere than in our own .gitignore counts where a run reads it. Without a repository of its own, as in an
 * exported tree, it is every file that .gitignore does not name.
 */
export function digestsOfTree(root = ROOT): Record<string, string> {
  const files = (listedByGit(root) ?? walked(root)).filter((file) => !WRITTEN.test(file));
  const there = [...new Set(files)].filter((file) => isFile(join(root, file))).sort();
  return Object.fromEntries(there.map((file) => [file, digestOf(join(root, file))]));
}

/** The names of the variables in a tree's .env, and the images and numbers of containers that it sets: no credential is in it. */
export function settingsDigest(root = ROOT): string {
  const path = join(root, ".env");
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const settings = lines.flatMap((line) => {
    const [, name, value = ""] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (!name) return [];
    return [/_(?:IMAGE|SCALE|PULL_POLICY)$/.test(name) ? `${name}=${value.trim()}` : name];
  });
  return createHash("sha256").update(settings.sort().join("\n")).digest("hex");
}

/** None where the folder is not the root of a repository: Git would speak of the one around it. */
function listedByGit(root: string): string[] | undefined {
  const git = (...args: string[]) => execaSync("git", args, { cwd: root, reject: false });
  const top = git("rev-parse", "--show-toplevel");
  if (top.failed || realpathSync(top.stdout) !== realpathSync(root)) return undefined;
  const ours = existsSync(join(root, ".gitignore")) ? ["--exclude-from=.gitignore"] : [];
  const listings = [
    git("ls-files", "--cached", "--others", "--exclude-standard", "-z"),
    git("ls-files", "--others", ...ours, "-z", "--", ...READ),
  ];
  if (listings.some(({ failed }) => failed)) return undefined;
  return listings.flatMap(({ stdout }) => stdout.split("\0")).filter(Boolean);
}

function walked(root: string): string[] {
  const path = join(root, ".gitignore");
  const isIgnored = ignoredBy(existsSync(path) ? readFileSync(path, "utf8") : "");
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === ".git" || isIgnored(file, entry.isDirectory())) return [];
      return entry.isDirectory() ? below(file) : [file];
    });
  return below("");
}

/** The forms that our .gitignore has: a name, *.ending, with / before it only at the root, with / behind it only a folder. */
function ignoredBy(text: string): (file: string, isFolder: boolean) => boolean {
  const lines = text.split("\n").map((line) => line.trim());
  const patterns = lines
    .filter((line) => line !== "" && !/^[#!]/.test(line))
    .map((line) => {
      const name = line.replace(/^\/|\/$/g, "");
      const glob = name.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
      const isOfRoot = line.startsWith("/") || name.includes("/");
      return { matches: new RegExp(`${isOfRoot ? "^" : "(?:^|/)"}${glob}$`), isFolder: line.endsWith("/") };
    });
  return (file, isFolder) =>
    patterns.some((pattern) => (isFolder || !pattern.isFolder) && pattern.matches.test(file));
}

function isFile(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isDirectory();
}

function digestOf(path: string): string {
  const stat = lstatSync(path);
  const kind = stat.isSymbolicLink() ? "link" : stat.mode & 0o100 ? "program" : "file";
  const content = stat.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
  return createHash("sha256").update(`${kind}\0`).update(content).digest("hex");
}
