import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../kernel/wait.ts";
import { logged, UNSHARE } from "./unshared.ts";
import type { Workshop } from "./workshop.ts";

/** The machine's own loopback address, as seen from inside. */
export const MACHINE = "10.77.0.2";

/** The network that slirp4netns makes inside; not the one that a rootless engine makes for itself in there. */
const NETWORK = "10.77.0.0/24";

/** A device for tunnels that every user may open, as udev makes it: a machine without udev keeps it for root. */
const INIT = `set -e
ip link set lo up
mount -t tmpfs -o mode=755 none /mnt
mknod -m 666 /mnt/tun c 10 200
mkdir -p /dev/net
[ -e /dev/net/tun ] || touch /dev/net/tun
mount --bind /mnt/tun /dev/net/tun
chmod 666 /dev/net/tun
umount --lazy /mnt
echo ready
exec tini -s -- sleep infinity`;

/**
 * A machine within this one: network, mounts, host name and process numbers of its own, the same files. It reaches what
 * this machine reaches, without a rule or a bridge on it. Its first process takes everything inside along when it ends.
 */
export async function startNamespaces(workshop: Workshop, name: string): Promise<number> {
  const log = join(workshop.folderOf("logs"), `${name}.log`);
  const env = process.env;
  const outer = workshop.spawn([...UNSHARE, "sh", "-c", INIT], { log, env });
  await until(`${name} has namespaces of its own`, { deadlineMs: 10_000 }, () => logged(log, /^ready$/m));
  const inner = Number(readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, "utf8"));
  const slirpLog = join(workshop.folderOf("logs"), `${name}-network.log`);
  const slirp = ["slirp4netns", "--configure", "--mtu=65520", `--cidr=${NETWORK}`, String(inner), "tap0"];
  workshop.spawn(slirp, { log: slirpLog, env });
  await until(`${name} has a network`, { deadlineMs: 10_000 }, () => logged(slirpLog, /received tapfd/));
  return inner;
}
