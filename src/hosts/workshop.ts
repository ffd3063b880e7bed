import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { Problem } from "../kernel/problem.ts";
import { describeProcess } from "../kernel/run-identity.ts";
import { inTime } from "../kernel/wait.ts";
import type { User } from "./execution-context.ts";
import { note } from "./journal.ts";
import { makeRunFolder, ownerOf, userMark } from "./run-folder.ts";
import { undo, undoAbandoned } from "./undo.ts";

interface SpawnOptions {
  /** Where its output goes. */
  log: string;
  env: NodeJS.ProcessEnv;
  /** What it gets when this process dies, however that dies; with TERM it also gets time to end by itself. */
  onOurDeath?: "KILL" | "TERM";
}

/** Everything that one run makes on this machine. It is written down as it is made, and undone at the end or by the next run. */
export class Workshop implements AsyncDisposable {
  readonly folder = makeRunFolder();
  readonly #keep: boolean;
  readonly #gentle: Spawned[] = [];
  #users = 0;
  #isClosing = false;

  private constructor(keep: boolean) {
    this.#keep = keep;
  }

  /** After the sweep of what killed runs left. */
  static async open({ keep = false } = {}): Promise<Workshop> {
    await undoAbandoned();
    return new Workshop(keep);
  }

  /** A folder of the run, made where it is missing; anyone may pass through it. */
  folderOf(...names: string[]): string {
    const path = join(this.folder, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /**
   * Notes something that {@link undo} knows how to undo.
   * @throws Problem once the workshop is being removed: what is made from then on would stay
   */
  readonly note = (made: Parameters<typeof note>[1]): void => {
    if (this.#isClosing) {
      throw new Problem({
        subject: "the hosts",
        expected: "to be made one after the other",
        seen: "that the run is ending: nothing more is made",
        remedy: "run it again, and let it come to its end",
      });
    }
    note(this.folder, made);
  };

  /** Starts a program that ends with this process. Returns its number, and its exit code once it has ended. */
  spawn(command: readonly string[], { log, env, onOurDeath = "KILL" }: SpawnOptions): Spawned {
    const output = openSync(log, "a");
    const child = spawn("setpriv", ["--pdeathsig", onOurDeath, "--", ...command], {
      env,
      stdio: ["ignore", output, output],
      detached: true,
    });
    closeSync(output);
    const pid = child.pid ?? 0;
    this.note({ kind: "process", process: describeProcess(pid) });
    const ended = once(child, "exit").then(([code]) => (typeof code === "number" ? code : 128));
    const spawned = { pid, ended };
    if (onOurDeath === "TERM") this.#gentle.push(spawned);
    return spawned;
  }

  /** A user of this machine who carries this run's mark. @param groups of which there are such on this machine */
  async addUser(groups: readonly string[]): Promise<User> {
    this.#users += 1;
    const name = `signoff-${process.pid}-${this.#users}`;
    const home = join(this.folder, `home-${this.#users}`);
    this.note({ kind: "user", name });
    const mark = userMark(ownerOf(this.folder));
    const inGroups = groups.length > 0 ? ["--groups", groups.join(",")] : [];
    await execa("useradd", [
      ...["--create-home", "--home-dir", home, "--shell", "/bin/bash", "--comment", mark],
      ...inGroups,
      name,
    ]);
    const { stdout } = await execa("getent", ["passwd", name]);
    const [uid, gid] = stdout.split(":").slice(2, 4).map(Number);
    return { name, uid: uid ?? 0, gid: gid ?? 0, home };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#gentle.map(end));
    await undo(this.folder, { keep: this.#keep });
  }
}

export interface Spawned {
  pid: number;
  ended: Promise<number>;
}

/** Long enough for a sign-off to remove its containers. */
const ENDS_WITHIN_MS = 60_000;

/** Asks a program to end and waits until it has; then ends it, and what it started with it. */
export async function end({ pid, ended }: Spawned): Promise<void> {
  const owner = describeProcess(pid);
  if (owner.endsWith("/gone")) return;
  process.kill(pid, "SIGTERM");
  await inTime("the program ends", ENDS_WITHIN_MS, ended).catch(() => process.kill(-pid, "SIGKILL"));
}
