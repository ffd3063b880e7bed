import { randomUUID } from "node:crypto";
import { messageOf } from "../kernel/problem.ts";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { engine } from "../stack/engine.ts";
import { FaultTools } from "../stack/fault-tools.ts";
import { LABEL_STACK } from "../stack/sweep.ts";
import type { Disk } from "./disk.ts";
import { ATTACH, FILL, FREE_KIB, TEAR } from "./xfs-scripts.ts";

const TOOLS_HAVE_IT_AT = "/disk";
/** A device that someone has just given back may refuse its next first mount; another one is asked for then. */
const REFUSED = /input\/output error/i;
const DEVICES = 3;
/** A device that two were given at once: another one is asked for then, too. */
class SharedDevice extends Undetermined {}

/** Written and not fsynced right before a power cut: it must not be there afterwards. */
const UNSYNCED = ".not-fsynced";

/**
 * Makes a disk, on another device where the first refuses it.
 * @throws Undetermined when this host cannot provide such a disk
 */
export async function onDeviceThatTakes<T>(make: () => Promise<T>, devices = DEVICES): Promise<T> {
  try {
    return await make();
  } catch (thrown) {
    const isOfDevice = thrown instanceof SharedDevice || REFUSED.test(messageOf(thrown));
    if (devices > 1 && isOfDevice) return onDeviceThatTakes(make, devices - 1);
    throw new Undetermined(`this host gives no XFS on a loop device: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
}

/**
 * A disk whose power can be cut: an XFS file system on a loop device, as a volume of a container. What was not fsynced is
 * gone after a cut, which a SIGKILL alone cannot show, since the page cache outlives it.
 *
 * The loop device goes with the container that holds it, so that nothing is left behind when this process dies.
 */
export class XfsDisk implements AsyncDisposable, Disk {
  /** The name of the volume. */
  readonly volume: string;
  /** Of its file system. */
  readonly #uuid: string;
  readonly #stack: string;
  readonly #holder: FaultTools;

  /**
   * @param stack with which it is removed
   * @param mib size in MiB; it takes only what is written
   * @throws Undetermined when this host has no free loop device, or no XFS
   */
  static async create(stack: string, mib: number): Promise<XfsDisk> {
    return onDeviceThatTakes(() => XfsDisk.#onNewDevice(stack, mib));
  }

  static async #onNewDevice(stack: string, mib: number): Promise<XfsDisk> {
    const holder = await FaultTools.start({
      stack,
      capabilities: ["SYS_ADMIN"],
      loopDevices: true,
      storage: "/disks",
    });
    try {
      const uuid = randomUUID();
      const device = await holder.run("sh", "-c", ATTACH, "sh", String(mib), uuid);
      const volume = `signoff-disk-${uuid}`;
      const docker = await engine();
      await docker.createVolume({
        Name: volume,
        Driver: "local",
        DriverOpts: { type: "xfs", device },
        Labels: { ...labelsOf(currentRun()), [LABEL_STACK]: stack },
      });
      const disk = new XfsDisk({ volume, uuid, stack, holder });
      await disk.#with([], (tools) => tools.run("chmod", "1777", TOOLS_HAVE_IT_AT));
      return disk;
    } catch (thrown) {
      await holder[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  private constructor(parts: { volume: string; uuid: string; stack: string; holder: FaultTools }) {
    this.volume = parts.volume;
    this.#uuid = parts.uuid;
    this.#holder = parts.holder;
    this.#stack = parts.stack;
  }

  /** Drops everything that was not fsynced, the file system's own log included; from now on nothing can be written. */
  async cutPower(): Promise<void> {
    await this.#with(["SYS_ADMIN"], async (tools) => {
      await tools.run("sh", "-c", 'printf unsynced >"$1"', "sh", `${TOOLS_HAVE_IT_AT}/${UNSYNCED}`);
      await tools.run("xfs_io", "-x", "-c", "shutdown", TOOLS_HAVE_IT_AT);
    });
  }

  /** After the power is back: whether what had not been fsynced is really gone. */
  async lostUnsynced(): Promise<boolean> {
    const path = `${TOOLS_HAVE_IT_AT}/${UNSYNCED}`;
    return this.#with([], async (tools) => {
      const size = await tools.run("sh", "-c", '[ -e "$1" ] && wc -c <"$1" || echo 0', "sh", path);
      return Number(size) === 0;
    });
  }

  /** Takes all the room there is. @returns how much that was, in MiB */
  async fill(): Promise<number> {
    return this.#with([], async (tools) => {
      const free = Number(await tools.run("sh", "-c", FREE_KIB, "sh", TOOLS_HAVE_IT_AT));
      await tools.run("sh", "-c", FILL, "sh", `${TOOLS_HAVE_IT_AT}/filler`, String(free));
      return Math.round(free / 1024);
    });
  }

  async free(): Promise<void> {
    await this.#with([], (tools) => tools.run("sh", "-c", `rm -f ${TOOLS_HAVE_IT_AT}/filler*`));
  }

  /** Writes half a record behind the end of the newest file of a pattern, as a crash in mid-write does. @returns the file */
  async tear(pattern: string): Promise<string> {
    return this.#with([], (tools) => tools.run("sh", "-c", TEAR, "sh", TOOLS_HAVE_IT_AT, pattern));
  }

  /** Gives the loop device back. No container may use the volume any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await (await engine()).getVolume(this.volume).remove();
    await this.#holder[Symbol.asyncDispose]();
  }

  async #with<T>(capabilities: string[], work: (tools: FaultTools) => Promise<T>): Promise<T> {
    const volumes = { [this.volume]: TOOLS_HAVE_IT_AT };
    await using tools = await FaultTools.start({ stack: this.#stack, capabilities, volumes });
    const seen = await tools.run("xfs_io", "-r", "-c", "fsuuid", TOOLS_HAVE_IT_AT);
    unlessItsOwn(this.#uuid, seen);
    return await work(tools);
  }
}

/** @throws Undetermined when what is mounted is not the file system that was made for a disk */
export function unlessItsOwn(uuid: string, seen: string): void {
  if (seen.toLowerCase().includes(uuid)) return;
  throw new SharedDevice(
    `the loop device of a disk holds another file system than was made on it (${seen.trim()}, and ${uuid} was made): two programs were given the same device at once; run again`,
  );
}
