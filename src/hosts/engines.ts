import { join } from "node:path";
import { execa } from "execa";
import { onPath } from "../kernel/on-path.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { commandAt, type User } from "./execution-context.ts";
import { startNamespaces } from "./namespaces.ts";
import { NotMade } from "./not-made.ts";
import type { Workshop } from "./workshop.ts";

/** A Docker Engine of the workshop, in namespaces of its own. Ports that it publishes are ports of those. */
export interface WorkshopEngine {
  namespaceOf: number;
  socket: string;
}

/** Where Debian and Docker's own packages put it. */
const ROOTLESS = ["/usr/bin/dockerd-rootless.sh", "/usr/share/docker.io/contrib/dockerd-rootless.sh"];

/** An engine of root whose socket the group docker may use. @param registry where it pulls from instead of the usual place */
export async function startEngine(
  workshop: Workshop,
  name: string,
  registry: string,
): Promise<WorkshopEngine> {
  const namespaceOf = await startNamespaces(workshop, name);
  const folder = workshop.folderOf(name);
  const socket = join(folder, "docker.sock");
  const cgroup = `signoff-${process.pid}-${name}`;
  workshop.note({ kind: "cgroup", name: cgroup });
  const command = [
    "dockerd",
    ...["--host", `unix://${socket}`, "--group", "docker", "--registry-mirror", registry],
    ...["--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")],
    ...["--pidfile", join(folder, "docker.pid"), "--cgroup-parent", cgroup],
  ];
  const log = join(workshop.folderOf("logs"), `${name}-engine.log`);
  workshop.spawn(commandAt({ folder, namespaceOf }, command), { log, env: process.env });
  await answers(name, socket);
  return { namespaceOf, socket };
}

/** An engine of a user who is not root. */
export async function startRootlessEngine(
  workshop: Workshop,
  { name, user, registry }: { name: string; user: User; registry: string },
): Promise<WorkshopEngine> {
  const script = await firstOnDisk(ROOTLESS);
  const namespaceOf = await startNamespaces(workshop, name);
  const runtime = join(user.home, "run");
  const socket = join(runtime, "docker.sock");
  await execa("install", ["-d", "-m", "700", "-o", user.name, "-g", String(user.gid), runtime]);
  const env = {
    HOME: user.home,
    USER: user.name,
    XDG_RUNTIME_DIR: runtime,
    PATH: "/usr/sbin:/sbin:/usr/bin:/bin",
  };
  const command = [script, "--registry-mirror", registry];
  const log = join(workshop.folderOf("logs"), `${name}-engine.log`);
  workshop.spawn(commandAt({ folder: user.home, namespaceOf, user }, command), { log, env });
  await answers(name, socket);
  return { namespaceOf, socket };
}

async function answers(name: string, socket: string): Promise<void> {
  await until(`the engine of ${name} answers`, { deadlineMs: 60_000, everyMs: 200 }, async () => {
    const { failed, all } = await execa("docker", ["--host", `unix://${socket}`, "version"], {
      reject: false,
      all: true,
    });
    return failed ? notYet(all.slice(-300)) : done(true);
  });
}

async function firstOnDisk(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const { failed } = await execa("test", ["-x", file], { reject: false });
    if (!failed) return file;
  }
  throw new NotMade(`there is no dockerd-rootless.sh here (looked in ${files.join(", ")})`);
}

/** @throws NotMade when this machine's kernel lets no user have namespaces */
export async function requireUserNamespaces(user: User): Promise<void> {
  if (!(await onPath("newuidmap"))) throw new NotMade("newuidmap is missing (Debian package uidmap)");
  const [file = "", ...args] = commandAt({ folder: "/", user }, ["unshare", "--user", "true"]);
  const { failed, stderr } = await execa(file, args, { reject: false });
  if (failed) throw new NotMade(`users may not have namespaces of their own here: ${stderr.trim()}`);
}
