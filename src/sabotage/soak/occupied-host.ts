import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

/** What others do to the host meanwhile, by name. */
export const OCCUPIED = ["quiet", "busy", "busier", "disk"] as const;
export type Occupied = (typeof OCCUPIED)[number];

/** Each ends by itself, should nobody end it. */
const AT_MOST_MS = 30 * 60_000;

const COMPUTES = "for (;;) ;";
const WRITES = `
const { openSync, writeSync, fsyncSync } = require("node:fs");
const file = openSync("written", "w");
const bytes = Buffer.alloc(65536, 1);
for (let at = 0; ; at = (at + bytes.length) % 2 ** 26) { writeSync(file, bytes, 0, bytes.length, at); fsyncSync(file); }`;

/**
 * Takes processors or the disk from the tests, at their own priority, until disposed of: one processor (*busy*), two of them
 * (*busier*, no more than there are), or the disk by one fsync after the other (*disk*).
 */
export function occupy(kind: Occupied): AsyncDisposable {
  const folder = mkdtempSync(join(tmpdir(), "broker-signoff-occupied-"));
  const running = programsOf(kind).map((program) =>
    execa(process.execPath, ["-e", program], {
      cwd: folder,
      reject: false,
      stdio: "ignore",
      timeout: AT_MOST_MS,
    }),
  );
  return {
    async [Symbol.asyncDispose]() {
      for (const each of running) each.kill("SIGKILL");
      await Promise.all(running);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function programsOf(kind: Occupied): string[] {
  if (kind === "quiet") return [];
  if (kind === "disk") return [WRITES];
  return kind === "busy" ? [COMPUTES] : Array(Math.min(2, availableParallelism())).fill(COMPUTES);
}
