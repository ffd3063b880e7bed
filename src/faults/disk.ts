import { Undetermined } from "../kernel/undetermined.ts";

/** Where a node keeps its data, for what can happen to disks. */
export interface Disk {
  /** Drops everything that was not fsynced; from now on nothing can be written. */
  cutPower(): Promise<void>;
  /** After the power is back: whether what had not been fsynced is really gone. */
  lostUnsynced(): Promise<boolean>;
  /** Takes all the room there is. @returns how much that was, in MiB */
  fill(): Promise<number>;
  free(): Promise<void>;
  /** Writes half a record behind the end of the newest file of a pattern. @returns the file */
  tear(pattern: string): Promise<string>;
}

/** The disks of a node as one: a disk for each of its volumes, which lose their power together. */
export class NodeDisks implements Disk {
  readonly #node: string;
  readonly #disks: readonly Disk[];

  constructor(node: string, disks: readonly Disk[]) {
    this.#node = node;
    this.#disks = disks;
  }

  async cutPower(): Promise<void> {
    await Promise.all(this.#all().map((disk) => disk.cutPower()));
  }

  async lostUnsynced(): Promise<boolean> {
    const lost = await Promise.all(this.#all().map((disk) => disk.lostUnsynced()));
    return lost.every(Boolean);
  }

  async fill(): Promise<number> {
    const mib = await Promise.all(this.#all().map((disk) => disk.fill()));
    return mib.reduce((sum, each) => sum + each, 0);
  }

  async free(): Promise<void> {
    await Promise.all(this.#disks.map((disk) => disk.free()));
  }

  /** On the first disk that has such a file. */
  async tear(pattern: string): Promise<string> {
    const failures: unknown[] = [];
    for (const disk of this.#all()) {
      try {
        return await disk.tear(pattern);
      } catch (thrown) {
        failures.push(thrown);
      }
    }
    throw failures[0];
  }

  /** @throws Undetermined where there is none: a fault of disks would concern nothing */
  #all(): readonly Disk[] {
    if (this.#disks.length > 0) return this.#disks;
    throw new Undetermined(
      `${this.#node} has no disk: docker-compose.yml gives it no volume to keep its data on (volumes: of ${this.#node})`,
    );
  }
}
