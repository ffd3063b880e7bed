import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

/** What became of a command that was typed. */
export interface Ran {
  stdout: string;
  /** Both outputs. */
  printed: string;
  /** `undefined` where it was ended. */
  exitCode: number | undefined;
  seconds: number;
  /** It did not end in its time, and was ended with all that it had started. */
  isEnded: boolean;
}

const PARTING_MS = 5_000;

/**
 * Runs a command as a person types it into bash. In a pipeline each command counts, not the last one alone. One that
 * hangs is ended, with everything that it has started.
 */
export async function runAsTyped(
  command: string,
  { cwd, env, withinMs }: { cwd: string; env: NodeJS.ProcessEnv; withinMs: number },
): Promise<Ran> {
  const start = performance.now();
  // A group of its own, so that all of it can be ended.
  const child = spawn("bash", ["-o", "pipefail", "-c", command], {
    ...{ cwd, env, detached: true },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const all: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout.push(chunk);
    all.push(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => void all.push(chunk));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const over = new AbortController();
  const late = pause(withinMs, "late" as const, { signal: over.signal }).catch(() => null);
  const first = await Promise.race([closed, late]).finally(() => over.abort());
  if (first === "late") {
    endGroup(child.pid, "SIGTERM");
    const parted = new AbortController();
    await Promise.race([closed, pause(PARTING_MS, null, { signal: parted.signal }).catch(() => null)]);
    parted.abort();
    endGroup(child.pid, "SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  }
  return {
    stdout: Buffer.concat(stdout).toString("utf8"),
    printed: Buffer.concat(all).toString("utf8"),
    exitCode: first === "late" ? undefined : (first ?? undefined),
    seconds: (performance.now() - start) / 1e3,
    isEnded: first === "late",
  };
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Everything has ended already.
  }
}

/** What of a command is otherwise than it should be, as far as its end tells; nothing where it ended as it should. */
export function endedOtherwise(
  { exitCode, isEnded, seconds }: Pick<Ran, "exitCode" | "isEnded" | "seconds">,
  expected: readonly number[],
): string | undefined {
  if (isEnded) return `did not end, and was ended after ${seconds.toFixed(0)} s`;
  if (exitCode !== undefined && expected.includes(exitCode)) return undefined;
  return `exit code ${exitCode ?? "none"}, expected ${expected.join(" or ")}`;
}
