import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";

/** What others do to the host meanwhile, by name. */
export const OCCUPIED = ["quiet", "busy", "busier", "disk"] as const;
export type Occupied = (typeof OCCUPIED)[number];

/** Each ends by itself, should nobody end it. */
const AT_MOST_MS = 30 * 60_000;

const COMPUTES = `for (const end = Date.now() + ${AT_MOST_MS}; Date.now() < end; ) ;`;
const WRITES = `
const { openSync, writeSync, fsyncSync } = require("node:fs");
const end = Date.now() + ${AT_MOST_MS};
const file = openSync("written", "w");
const bytes = Buffer.alloc(65536, 1);
for (let at = 0; Date.now() < end; at = (at + bytes.length) % 2 ** 26) { writeSync(file, bytes, 0, bytes.length, at); fsyncSync(file); }`;

/**
 * Takes processors or the disk from the tests, at their own priority, until disposed of: one processor (*busy*), two of them
 * (*busier*, no more than there are), or the disk by one fsync after the other (*disk*).
 */
export function occupy(kind: Occupied): AsyncDisposable {
  const folder = mkdtempSync(join(tmpdir(), "broker-signoff-occupied-"));
  const running = programsOf(kind).map((program) => strangerIn(folder, program));
  return {
    async [Symbol.asyncDispose]() {
      for (const pid of running) end(pid);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A program of nobody's: one that descends from the run would be counted as its own. @returns its process id */
function strangerIn(folder: string, program: string): number {
  const inBackground = '"$@" </dev/null >/dev/null 2>&1 & echo $!';
  const { stdout } = execaSync("sh", ["-c", inBackground, "sh", process.execPath, "-e", program], {
    cwd: folder,
  });
  return Number(stdout);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function programsOf(kind: Occupied): string[] {
  if (kind === "quiet") return [];
  if (kind === "disk") return [WRITES];
  return kind === "busy" ? [COMPUTES] : Array(Math.min(2, availableParallelism())).fill(COMPUTES);
}
