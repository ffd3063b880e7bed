import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { cpu, mem, osInfo } from "systeminformation";

const ROOT = join(import.meta.dirname, "../..");
const HASHED = ["docker-compose.yml", "config", "plan", "specs"];

/** Where and on what a run was made. */
export interface Environment {
  /** The commit of the working tree, with "+changes" when it differs from it; *unknown* outside a repository. */
  commit: string;
  host: { os: string; kernel: string; cpu: string; cores: number; memoryGib: number; node: string };
  /** SHA-256 over names and contents of the files of each: what was verified, by content. */
  hashes: Record<string, string>;
}

export async function describeEnvironment(): Promise<Environment> {
  const [os, processor, memory, commit] = await Promise.all([osInfo(), cpu(), mem(), describeCommit()]);
  return {
    commit,
    host: {
      os: `${os.distro} ${os.release}`,
      kernel: os.kernel,
      cpu: processor.brand,
      cores: processor.cores,
      memoryGib: Math.round(memory.total / 2 ** 30),
      node: process.version,
    },
    hashes: hashesOfTree(),
  };
}

/** SHA-256 of what is verified, and of what it is verified with, as the working tree has it now. */
export function hashesOfTree(): Record<string, string> {
  return Object.fromEntries(HASHED.map((name) => [name, hashOf(name)]));
}

async function describeCommit(): Promise<string> {
  const git = (...args: string[]) => execa("git", args, { cwd: ROOT, reject: false });
  const [head, changes] = await Promise.all([git("rev-parse", "HEAD"), git("status", "--porcelain")]);
  if (head.failed) return "unknown";
  return head.stdout + (changes.stdout === "" ? "" : "+changes");
}

function hashOf(name: string): string {
  const isFile = statSync(join(ROOT, name)).isFile();
  const found = isFile ? [name] : globSync(`${name}/**/*`, { cwd: ROOT }).sort();
  const hash = createHash("sha256");
  for (const file of found) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}
