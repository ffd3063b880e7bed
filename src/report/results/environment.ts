import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { cpu, mem, osInfo } from "systeminformation";
import { isOtherPlan, nameOfPlan, planFile } from "../../plan/plan-file.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** What is tested where a run starts its own stack. */
export const TESTED: readonly string[] = ["docker-compose.yml", "config"];

/** What it is tested with. */
function testedWith(): readonly string[] {
  if (!isOtherPlan()) return ["plan", "specs"];
  const waivers = join(dirname(planFile()), "waivers.yaml");
  return ["plan", "specs", nameOfPlan(), ...(existsSync(waivers) ? [nameOfPlan(waivers)] : [])];
}

/** Where and on what a run was made. */
export interface Environment {
  /** The commit of the working tree, with "+changes" when it differs from it; *unknown* outside a repository. */
  commit: string;
  host: { os: string; kernel: string; cpu: string; cores: number; memoryGib: number; node: string };
  /** SHA-256 over names and contents of the files of each: what was verified, by content. */
  hashes: Record<string, string>;
}

/** This host and this tree. @param isDeployed somebody else has started the stack: this tree need not be what it was started from */
export async function describeEnvironment({ isDeployed = false } = {}): Promise<Environment> {
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
    hashes: hashesOfTree(isDeployed ? testedWith() : undefined),
  };
}

/** SHA-256 of what is verified, and of what it is verified with, as the working tree has it now. */
export function hashesOfTree(
  names: readonly string[] = [...TESTED, ...testedWith()],
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, hashOf(name)]));
}

/** The same of those names that are still there. */
export function hashesNow(names: readonly string[]): Record<string, string> {
  return hashesOfTree(names.filter((name) => existsSync(resolve(ROOT, name))));
}

/** Versions of the programs that every run leans on, by name; without those that do not answer. */
export async function toolVersions(): Promise<Record<string, string>> {
  const ask = async (name: string, ...args: string[]) => {
    const { stdout, failed } = await execa("docker", args, {
      reject: false,
      stdin: "ignore",
      timeout: 5_000,
    });
    return failed ? [] : [[name, String(stdout).trim()]];
  };
  const answers = await Promise.all([
    ask("Docker Engine", "version", "--format", "{{.Server.Version}}"),
    ask("Docker Compose", "compose", "version", "--short"),
  ]);
  return Object.fromEntries(answers.flat());
}

/**
 * The images that the compose file names, with the engine's ids: a run starts some of them without a test that tells. None
 * where neither Compose nor an engine answers.
 */
export async function imagesOfStack(): Promise<Record<string, string>> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^COMPOSE_/i.test(name)));
  const docker = async (...args: string[]) => {
    const options = {
      cwd: ROOT,
      env,
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: 20_000,
    } as const;
    const { stdout, failed } = await execa("docker", args, options);
    return failed ? [] : String(stdout).split("\n").filter(Boolean);
  };
  const names = new Set(await docker("compose", "--profile", "*", "config", "--images"));
  const known = [...names].map(async (name): Promise<[string, string][]> => {
    const [id] = await docker("image", "inspect", "--format", "{{.Id}}", name);
    return id ? [[name, id]] : [];
  });
  return Object.fromEntries((await Promise.all(known)).flat());
}

async function describeCommit(): Promise<string> {
  const git = (...args: string[]) => execa("git", args, { cwd: ROOT, reject: false });
  const [head, changes] = await Promise.all([git("rev-parse", "HEAD"), git("status", "--porcelain")]);
  if (head.failed) return "unknown";
  return head.stdout + (changes.stdout === "" ? "" : "+changes");
}

function hashOf(name: string): string {
  const isFile = statSync(resolve(ROOT, name)).isFile();
  const found = isFile ? [name] : globSync(`${name}/**/*`, { cwd: ROOT }).sort();
  const hash = createHash("sha256");
  for (const file of found) {
    const path = resolve(ROOT, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}
