import { existsSync, globSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { HostRecord } from "./lab-record.ts";
import { addressOfHost, GATEWAY, openWithin, runWithin, SWITCH } from "./space.ts";

/** A host of a lab: a Docker Engine with its own network, name, processes and disk. */
export interface LabHost {
  readonly name: string;
  readonly address: string;
  readonly socket: string;
  readonly disk: string;
}

export interface HostParts {
  /** The first process of the lab's space. */
  space: number;
  folder: string;
  name: string;
  index: number;
  /** The control group that its containers are in. */
  cgroup: string;
}

/** Written and not fsynced right before a power cut: it must not be there afterwards. */
const UNSYNCED = "data/.not-fsynced";

/** The host's own start: its disk, its plug, its engine. What it prints is in its log. */
const START = `set -e
name=$1 disk=$2 folder=$3 cgroup=$4 address=$5 index=$6
hostname "$name"
ip link set lo up
mount -o loop,nouuid "$disk" "$folder/data"
echo "nameserver ${GATEWAY}" >"$folder/resolv.conf"
mount --bind "$folder/resolv.conf" /etc/resolv.conf
rm -f "$folder/docker.pid" "$folder/docker.sock"
rm -rf "$folder/exec"
echo ready
until ip link show eth0 >/dev/null 2>&1; do :; done
ip addr add "$address/24" dev eth0
ip link set eth0 up
exec tini -s -- dockerd --host "unix://$folder/docker.sock" --data-root "$folder/data/docker" --exec-root "$folder/exec" \\
  --pidfile "$folder/docker.pid" --cgroup-parent "$cgroup" --bip "172.30.$index.1/24" --shutdown-timeout 30`;

/** The path of the host's engine and disk. */
export function hostIn(folder: string, { name, address }: Pick<HostRecord, "name" | "address">): LabHost {
  const own = join(folder, name);
  return { name, address, socket: join(own, "docker.sock"), disk: join(own, "disk") };
}

/**
 * Gives a host power: it starts with what is on its disk.
 * @returns its first process, by its number on this machine
 * @throws DeadlinePassed with the end of its log when its engine does not answer
 */
export async function bootHost({ space, folder, name, index, cgroup }: HostParts): Promise<number> {
  const address = addressOfHost(index);
  const host = hostIn(folder, { name, address });
  const own = join(folder, name);
  const log = join(own, `engine-${globSync("engine-*.log", { cwd: own }).length + 1}.log`);
  mkdirSync(join(own, "data"), { recursive: true });
  const script = [START, "sh", name, host.disk, own, cgroup, address, String(index)];
  const init = await openWithin(space, { script, log });
  await plugIn(space, { init, index });
  await until(`the engine of ${name} answers`, { deadlineMs: 60_000, everyMs: 100 }, async () => {
    const { failed } = await execa("docker", ["--host", `unix://${host.socket}`, "version"], {
      reject: false,
    });
    if (!failed) return done(true);
    if (!existsSync(`/proc/${init}`)) throw new Error(`${name} has ended: ${tailOf(log)}`);
    return notYet(tailOf(log));
  });
  return init;
}

/** A cable between the switch and the host. Its end on the switch has the number of the host. */
async function plugIn(space: number, { init, index }: { init: number; index: number }): Promise<void> {
  const port = portOf(index);
  // Moved by its number on this machine, which the lab's own process numbers do not have.
  const enter = ["--target", String(space), "--net", "--", "ip", "link"];
  await execa("nsenter", [
    ...enter,
    "add",
    port,
    "type",
    "veth",
    "peer",
    "name",
    "eth0",
    "netns",
    String(init),
  ]);
  await execa("nsenter", [...enter, "set", port, "master", SWITCH, "up"]);
}

/** The end of a host's cable on the switch. */
export const portOf = (index: number): string => `port-${index}`;

/** Takes the host's cable out, or puts it in again. */
export async function setLink(space: number, index: number, state: "up" | "down"): Promise<void> {
  await runWithin(space, "ip", "link", "set", portOf(index), state);
}

/** Takes out the cable of a host that has ended: with its network, which may live on for some time, or be gone already. */
export async function unplug(space: number, index: number): Promise<void> {
  const gone = `ip link delete "$1" || ! ip link show "$1"`;
  await runWithin(space, "sh", "-c", gone, "sh", portOf(index));
}

/**
 * Takes a host's power: the link is down, what its disk had not been told to keep is gone, and every process of it ends at
 * once. @throws Error when its disk goes on
 */
export async function cutPowerOf(
  space: number,
  { init, index, folder }: { init: number; index: number; folder: string },
) {
  await setLink(space, index, "down");
  await runWithin(init, "sh", "-c", `printf unsynced >"$1"`, "sh", join(folder, UNSYNCED));
  await runWithin(init, "xfs_io", "-x", "-c", "shutdown", join(folder, "data"));
  process.kill(init, "SIGKILL");
  await until("the host has no process", { deadlineMs: 30_000, everyMs: 50 }, () =>
    existsSync(`/proc/${init}`) ? notYet(`${init} is there`) : done(true),
  );
  await unplug(space, index);
  await diskReleased(join(folder, "disk"));
}

/** Once it has power again: whether what had not been fsynced is really gone. */
export async function lostUnsynced(init: number, folder: string): Promise<boolean> {
  const size = await runWithin(
    init,
    "sh",
    "-c",
    `[ -e "$1" ] && wc -c <"$1" || echo 0`,
    "sh",
    join(folder, UNSYNCED),
  );
  return Number(size) === 0;
}

/** Waits until no device has a file whose path begins so: one that is taken twice is soon no disk any more. */
export async function diskReleased(path: string): Promise<void> {
  await until(`nothing has ${path} mounted`, { deadlineMs: 60_000, everyMs: 50 }, () => {
    const held = devicesOf(path);
    return held.length === 0 ? done(true) : notYet(held.join(", "));
  });
}

/** Loop devices of files whose paths begin so. */
export function devicesOf(path: string): string[] {
  const loops = readdirSync("/sys/block").filter((name) => name.startsWith("loop"));
  return loops.filter((name) => {
    try {
      return readFileSync(`/sys/block/${name}/loop/backing_file`, "utf8").startsWith(path);
    } catch {
      // It has none.
      return false;
    }
  });
}

function tailOf(log: string): string {
  return existsSync(log) ? readFileSync(log, "utf8").trim().slice(-400) : "no log yet";
}
