import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../kernel/problem.ts";
import { describeProcess, isAlive } from "../../kernel/run-identity.ts";
import type { Progress } from "../../kernel/steps.ts";
import { copyDisk, handOver, hasTemplate, keepTemplate, makeDisk, templateOf } from "./lab-disk.ts";
import {
  bootHost,
  cutPowerOf,
  diskReleased,
  type HostParts,
  hostIn,
  type LabHost,
  lostUnsynced,
  setLink,
} from "./lab-host.ts";
import { type Image, imagesOfStack } from "./lab-images.ts";
import {
  folderOfLab,
  type HostRecord,
  isAbandonedLab,
  type LabRecord,
  readRecord,
  writeRecord,
} from "./lab-record.ts";
import { type LinkQuality, type WorseLink, worsen } from "./link-quality.ts";
import { cgroupOf, removeAbandonedLabs, removeLab } from "./removal.ts";
import { addressOfHost, openSpace } from "./space.ts";
import { formSwarm } from "./swarm-of-hosts.ts";

export interface LabOptions {
  name: string;
  hosts: number;
  /** It goes on once this process has ended. */
  isKept: boolean;
  /** What its engines have from the start; without it the images of the stack. */
  images?: readonly Image[];
  progress: Progress;
}

/** Hosts on this machine, each a Docker Engine with its own network, name and disk, joined as one Swarm of managers. */
export class Lab implements AsyncDisposable {
  readonly folder: string;
  readonly #worse = new Map<string, WorseLink>();
  #record: LabRecord;

  /**
   * Makes a lab, after what killed runs have left is removed.
   * @throws Problem when there is one of that name
   */
  static async up({ name, hosts, isKept, images, progress }: LabOptions): Promise<Lab> {
    await removeAbandonedLabs();
    const folder = folderOfLab(name);
    mustNotBeThere(readRecord(folder), name);
    await removeLab(folder);
    const made = { name, maker: describeProcess(process.pid), isKept: false, root: "", init: 0, hosts: [] };
    const lab = new Lab(folder, made);
    try {
      await lab.#make(hosts, { isKept, images: images ?? (await imagesOfStack()), progress });
      return lab;
    } catch (thrown) {
      await lab[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  /** A lab that is up. @throws Problem when there is none of that name */
  static of(name: string): Lab {
    const folder = folderOfLab(name);
    const record = readRecord(folder);
    if (record && isAlive(record.root)) return new Lab(folder, record);
    throw new Problem({
      subject: `lab ${name}`,
      expected: "a lab of that name that is up",
      seen: record ? "one that has ended" : "none",
      remedy: `npm run hosts:lab -- up --name ${name}`,
    });
  }

  private constructor(folder: string, record: LabRecord) {
    this.folder = folder;
    this.#record = record;
  }

  get name(): string {
    return this.#record.name;
  }

  get hosts(): readonly LabHost[] {
    return this.#record.hosts.map((host) => hostIn(this.folder, host));
  }

  /** The first process of the lab's space, by its number on this machine. */
  get space(): number {
    return this.#record.init;
  }

  /** The first process of a host; 0 while it has no power. */
  initOf(host: LabHost): number {
    return this.#recordOf(host).init;
  }

  isRunning(host: LabHost): boolean {
    const init = this.initOf(host);
    return init > 0 && existsSync(`/proc/${init}`);
  }

  /** Link down, unsynced writes gone, every process ended at once. */
  async cutPower(host: LabHost): Promise<void> {
    const own = this.#recordOf(host);
    await cutPowerOf(this.space, {
      init: own.init,
      index: this.#indexOf(own),
      folder: join(this.folder, own.name),
    });
    this.#put({ ...own, init: 0 });
  }

  /** The host starts again from what its disk kept. @returns whether what had not been fsynced is gone */
  async restorePower(host: LabHost): Promise<boolean> {
    await this.#boot(this.#recordOf(host));
    return lostUnsynced(this.initOf(host), join(this.folder, host.name));
  }

  /** Takes its cable out, or puts it in again: its engine and containers go on. */
  async setLink(host: LabHost, state: "up" | "down"): Promise<void> {
    await setLink(this.space, this.#indexOf(this.#recordOf(host)), state);
  }

  /** Makes its cable slow and lossy, or good again: its engine and containers go on. */
  async setLinkQuality(host: LabHost, quality: LinkQuality | "good"): Promise<void> {
    const { name, init } = this.#recordOf(host);
    await this.#worse.get(name)?.end();
    this.#worse.delete(name);
    if (quality === "good") return;
    const log = join(this.folder, name, "link.log");
    const cable = { space: this.space, init, index: this.#indexOf(host), log };
    this.#worse.set(name, await worsen(cable, quality));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeLab(this.folder);
  }

  async #make(
    count: number,
    { isKept, images, progress }: Required<Pick<LabOptions, "isKept" | "images" | "progress">>,
  ): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    writeRecord(this.folder, this.#record);
    const { root, init } = await openSpace(join(this.folder, "space.log"), { endsWithUs: !isKept });
    this.#write({ root: describeProcess(root), init });
    const template = images.length > 0 ? await this.#template(images, progress) : undefined;
    progress(`starting ${count} hosts`);
    await Promise.all(
      Array.from({ length: count }, async (_none, at) => {
        const name = `host-${at + 1}`;
        const own = { name, address: addressOfHost(at + 1), init: 0 };
        mkdirSync(join(this.folder, name), { recursive: true });
        const { disk } = hostIn(this.folder, own);
        await (template ? copyDisk(template, disk) : makeDisk(disk));
        await this.#boot(own);
      }),
    );
    progress("joining them as a Swarm");
    await formSwarm(this.hosts);
    this.#write({ isKept });
  }

  /** The disk that each host starts from, with the stack's images on it. */
  async #template(images: readonly Image[], progress: Progress): Promise<string> {
    const template = templateOf(images.map(({ id }) => id));
    if (hasTemplate(template)) return template;
    progress("handing the images over, for this and later labs");
    const name = "images";
    const disk = join(this.folder, name, "disk");
    mkdirSync(join(this.folder, name), { recursive: true });
    await makeDisk(disk);
    const init = await bootHost(this.#partsOf(name, 0));
    const { socket } = hostIn(this.folder, { name, address: "" });
    await handOver(
      images.map(({ image }) => image),
      ["--host", `unix://${socket}`],
      progress,
    );
    process.kill(init, "SIGTERM");
    await diskReleased(disk);
    await keepTemplate(disk, template);
    return template;
  }

  async #boot(own: HostRecord): Promise<void> {
    this.#put({ ...own, init: await bootHost(this.#partsOf(own.name, this.#indexOf(own))) });
  }

  #partsOf(name: string, index: number): HostParts {
    return { space: this.space, folder: this.folder, name, index, cgroup: cgroupOf(this.name, name) };
  }

  #indexOf({ name }: Pick<HostRecord, "name">): number {
    return Number(name.split("-")[1]);
  }

  #recordOf({ name }: LabHost): HostRecord {
    const own = this.#record.hosts.find((each) => each.name === name);
    if (own) return own;
    throw new Error(`${name} is no host of lab ${this.#record.name}`);
  }

  #put(host: HostRecord): void {
    const others = this.#record.hosts.filter(({ name }) => name !== host.name);
    this.#write({ hosts: [...others, host].sort((a, b) => this.#indexOf(a) - this.#indexOf(b)) });
  }

  #write(change: Partial<LabRecord>): void {
    this.#record = { ...this.#record, ...change };
    writeRecord(this.folder, this.#record);
  }
}

function mustNotBeThere(record: LabRecord | undefined, name: string): void {
  if (!record || isAbandonedLab(record)) return;
  throw new Problem({
    subject: `lab ${name}`,
    expected: "no lab of that name yet",
    seen: `one that is ${record.isKept ? "up" : "being made"} (process ${record.maker.split("/")[1]})`,
    remedy: `npm run hosts:lab -- down --name ${name}, or give this one another name`,
  });
}
