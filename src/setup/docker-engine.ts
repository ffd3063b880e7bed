import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { onPath } from "../kernel/on-path.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import type { Progress, Step } from "../kernel/steps.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { type EngineEndpoint, engineEndpoint } from "../stack/engine-endpoint.ts";
import { aptInstall, mayInstall, whyNotInstall } from "./install.ts";

const LOG = "/var/log/dockerd.log";

interface PidFile {
  path: string;
  program: string;
}

const ENGINE_PID: PidFile = { path: "/var/run/docker.pid", program: "dockerd" };
const CONTAINERD_PID: PidFile = { path: "/var/run/docker/containerd/containerd.pid", program: "containerd" };

/** The engine that answers; else, on Debian or Ubuntu as root, one that is installed and started. */
export const dockerEngine: Step = {
  name: "Docker Engine",
  async ensure(progress) {
    const endpoint = engineEndpoint();
    const answering = await engine().catch((thrown: unknown) => {
      // One that somebody has named, or that this user may not use, is no reason to start another.
      if (endpoint.isNamed || isForbidden(thrown)) throw thrown;
      return undefined;
    });
    if (answering)
      return [`${await versionOf(answering)} answers (${endpoint.from})`, ...unused(endpoint)].join("; ");
    if (!(await mayInstall())) throw notThere(endpoint.url, await whyNotInstall());
    if (!(await onPath("dockerd"))) await aptInstall(["docker.io", "iptables"], progress);
    return [`${await versionOf(await start(progress))} started`, ...unused(endpoint)].join("; ");
  },
};

function unused({ unusedPlatform }: EngineEndpoint): string[] {
  return unusedPlatform
    ? [`DOCKER_DEFAULT_PLATFORM=${unusedPlatform} is not used: containers are of the engine's own`]
    : [];
}

async function versionOf(docker: Engine): Promise<string> {
  return (await docker.version()).Version;
}

async function start(progress: Progress): Promise<Engine> {
  progress("starting dockerd");
  const log = openSync(LOG, "a", 0o640);
  try {
    await earlierEngineEnded();
    await clearLeftovers();
    const dockerd = spawn("dockerd", [], { detached: true, stdio: ["ignore", log, log] });
    dockerd.unref();
    return await onceItAnswers(engine, () => dockerd.exitCode ?? dockerd.signalCode ?? undefined);
  } catch (thrown) {
    throw notStarted(messageOf(thrown), await readFile(LOG, "utf8"));
  }
}

/**
 * The engine that has just been started. Until it listens, every error means "not yet", also those that would be final for an
 * engine that was running before.
 *
 * @param ask the engine, or why it does not answer
 * @param ended the exit code or signal of the process, undefined while it lives
 * @throws DeadlinePassed with the last reason after 60 s; Problem at once when the process has ended
 */
export function onceItAnswers<T>(
  ask: () => Promise<T>,
  ended: () => number | string | undefined,
): Promise<T> {
  return until("the Docker Engine answers", { deadlineMs: 60_000 }, async () => {
    const answer = await ask().then(done, (thrown: unknown) => notYet(messageOf(thrown)));
    const end = ended();
    if (answer.done || end === undefined) return answer;
    throw new Problem({
      subject: "dockerd",
      expected: "to keep running",
      seen: typeof end === "number" ? `it ended with exit code ${end}` : `it was ended by ${end}`,
      remedy: "npm run setup",
    });
  });
}

/** An engine that does not answer and still runs is ending: it gives its containers some time. */
async function earlierEngineEnded(): Promise<void> {
  await until("the earlier Docker Engine has ended", { deadlineMs: 60_000, everyMs: 200 }, async () => {
    const alive = await isAlive(ENGINE_PID);
    return alive ? notYet("dockerd runs and does not answer") : done(undefined);
  });
}

/** A pid file without its living program was left by an engine that was killed: dockerd refuses to start over it. */
async function clearLeftovers(): Promise<void> {
  for (const pidFile of [ENGINE_PID, CONTAINERD_PID]) {
    if (!(await isAlive(pidFile))) await rm(pidFile.path, { force: true });
  }
}

async function isAlive({ path, program }: PidFile): Promise<boolean> {
  const pid = (await readFile(path, "utf8").catch(() => "")).trim();
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // "PID (NAME) STATE ...": a killed process whose parent does not collect it stays as a zombie, state Z.
  const [, name, state] = /^\d+ \((.*)\) (\w)/s.exec(stat) ?? [];
  return name === program && state !== "Z";
}

function isForbidden(thrown: unknown): boolean {
  const { code = "" } = ((thrown as Error).cause ?? {}) as NodeJS.ErrnoException;
  return code === "EACCES" || code === "EPERM";
}

function notThere(url: string, why: string): Problem {
  return new Problem({
    subject: "Docker Engine",
    expected: `an engine that answers on ${url}`,
    seen: `none, and set-up does not install one here: ${why}`,
    remedy:
      "install and start Docker Engine 20.10 or later (Debian, Ubuntu: sudo apt-get install docker.io iptables), " +
      "or point DOCKER_HOST at one; then run this again",
  });
}

function notStarted(why: string, log: string): Problem {
  return new Problem({
    subject: "Docker Engine",
    expected: "dockerd to start",
    seen: [`${why}; the last lines of ${LOG}:`, ...log.trim().split("\n").slice(-12)].join("\n    "),
    remedy: "fix what the log names, or start an engine in another way; then run this again",
  });
}
