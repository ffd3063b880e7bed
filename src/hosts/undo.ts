import { globSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { isAlive } from "../kernel/run-identity.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { engine } from "../stack/engine.ts";
import { removeCgroups } from "./cgroups.ts";
import { type Made, noted } from "./journal.ts";
import { ownerOf, RUNS, userMark } from "./run-folder.ts";

/** Undoes what dead runs made: the next run cleans up after a killed one. */
export async function undoAbandoned(runs = RUNS): Promise<string[]> {
  const abandoned = globSync("*/", { cwd: runs })
    .map((name) => join(runs, name))
    .filter((folder) => !isAlive(ownerOf(folder)));
  for (const folder of abandoned) await undo(folder);
  return abandoned;
}

/** Undoes everything that the run of this folder made, newest first, and removes the folder unless it is to be kept. */
export async function undo(folder: string, { keep = false } = {}): Promise<void> {
  for (const made of noted(folder)) await UNDOES[made.kind](made as never, folder);
  for (const point of mountsBelow(folder, readFileSync("/proc/self/mounts", "utf8"))) {
    await execa("umount", ["--lazy", point]);
  }
  if (!keep) await rm(folder, { recursive: true, force: true });
}

/** Mount points below the folder, the innermost first; /proc writes a space as \040. */
export function mountsBelow(folder: string, mounts: string): string[] {
  return mounts
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replaceAll("\\040", " "))
    .filter((point) => point.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
}

const UNDOES: { [K in Made["kind"]]: (made: Extract<Made, { kind: K }>, folder: string) => Promise<void> } = {
  async process({ process: owner }) {
    if (!isAlive(owner)) return;
    process.kill(Number(owner.split("/")[1]), "SIGKILL");
    await until("the process has ended", { deadlineMs: 30_000 }, () =>
      isAlive(owner) ? notYet(`${owner} runs`) : done(undefined),
    );
  },

  /** Only one that carries this run's mark: the name alone proves nothing. */
  async user({ name }, folder) {
    const { stdout } = await execa("getent", ["passwd", name], { reject: false });
    if (stdout.split(":")[4] === userMark(ownerOf(folder))) await execa("userdel", ["--force", name]);
  },

  async cgroup({ name }) {
    await removeCgroups(name);
  },

  async project({ name, folder }) {
    const docker = await engine();
    const label = [`com.docker.compose.project=${name}`];
    const containers = await docker.listContainers({ all: true, filters: { label } });
    const isOurs = (labels: Readonly<Record<string, string>>) =>
      labels["com.docker.compose.project.working_dir"] === folder;
    if (containers.some(({ Labels }) => !isOurs(Labels))) return;
    for (const { Id } of containers) await docker.getContainer(Id).remove({ force: true, v: true });
    for (const { Id } of await docker.listNetworks({ filters: { label } }))
      await docker.getNetwork(Id).remove();
    const { Volumes } = await docker.listVolumes({ filters: { label } });
    for (const { Name } of Volumes ?? []) await docker.getVolume(Name).remove();
  },
};
