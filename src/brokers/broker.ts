import type { Cause } from "../kernel/causes.ts";
import type { Progress } from "../kernel/steps.ts";
import type { Service } from "../stack/compose-file.ts";
import type { ContainerClass } from "../stack/containers.ts";
import type { DebianVersion } from "../stack/debian-version.ts";
import type { UrlParts } from "../stack/endpoint-url.ts";
import type { HostPort, RunningService } from "../stack/running-service.ts";
import type { Access } from "./access.ts";
import type { AddressEntry } from "./address-entry.ts";
import type { Bench } from "./bench.ts";
import type { Copy, Deployment, DeploymentParts } from "./deployment.ts";
import type { BrokerDrills } from "./drill.ts";
import type { DurabilitySetting } from "./durability.ts";
import type { BrowsableBroker, FrameBroker } from "./frame-broker.ts";
import type { Watched } from "./watched.ts";

/** Where frames go, as plain data: what a worker thread is given. Holds a credential: never print it whole. */
export interface BrokerTarget extends HostPort {
  /** The id of its broker. */
  readonly broker: string;
  /** The stream or queue. */
  readonly destination: string;
  readonly user?: string;
  readonly password?: string;
}

/** Members of a deployment in profile ha, as they run. */
export interface Members {
  /** They hold frames; clients ask the first one first. */
  nodes: readonly [RunningService, ...RunningService[]];
  /** They hold none and know which node takes them; none where the nodes know it themselves. */
  witnesses: readonly RunningService[];
}

/** What a broker has on its disks beyond its frames, to be kept before a rollback. */
interface ExportOfFiles {
  /**
   * Copies its files into a folder that exists.
   * @param nodes those that run
   * @throws Problem when they can't be copied whole
   */
  write(
    nodes: readonly [RunningService, ...RunningService[]],
    folder: string,
    progress: Progress,
  ): Promise<void>;
  /**
   * How many frames a version of the broker finds in what `write` has left in a folder; absent where no version could
   * fail to read it.
   * @param service of that version, whose files are below `root`
   * @throws Problem when that version does not read it
   */
  readBy?(service: Service, root: string, folder: string): Promise<number>;
}

/** What every broker of the stack is and can do. `T` is what it has to know of a target beyond what all have. */
export interface Broker<T extends BrokerTarget = BrokerTarget> {
  /** As the plan, the compose file's first service and the commands name it. */
  readonly id: string;
  readonly title: string;
  /** The destination that the video-detection system uses. */
  readonly destination: string;
  /** Its URLs: scheme://host:port, over TLS with an s behind the scheme, ?parameter=destination. */
  readonly url: {
    readonly scheme: string;
    readonly ports: { readonly plain: number; readonly tls: number };
    readonly parameter: string;
  };
  /** Services of the compose file: the first runs alone too, the others in profile ha. */
  readonly nodes: readonly [string, ...string[]];
  readonly witnesses: readonly string[];
  /** How a node is started that runs with all others, where it has to know that; absent where it finds out by itself. */
  amongOthers?(shipped: Service): Service;
  /** What its client's errors mean, and what to do about them. */
  readonly causes: readonly Cause[];

  /** What is reached at an address of this host, with the credentials that its service's environment has. */
  targetOf(service: Service, at: HostPort, destination: string): T;
  /** The same with all members that run. */
  targetOfMembers(target: T, members: Members): Promise<T>;
  /** What the parts of a URL name. @throws Problem for a part that means nothing to this broker */
  targetOfUrl(parts: UrlParts, destination: string): T;
  /** The target as messages name it, without a credential: "redis at 127.0.0.1:6379, database 1". */
  subjectOf(target: T): string;
  /** @param consumer the name under which its consumers are known to it */
  at(target: T, consumer?: string): BrowsableBroker;

  /**
   * Waits until a node takes frames into a destination, and makes it like the system's where it is another one.
   * @returns with the reason if this node takes none now
   */
  ready(service: RunningService, destination: string): Promise<{ version: string; refusal?: string }>;
  /** What has to be configured so that a confirmed frame is kept, in a sentence for those who choose a broker. */
  readonly keptBy?: string;
  /** Settings in force that a speed depends on, by name. */
  speedSettings(service: RunningService): Promise<Readonly<Record<string, string>>>;

  /** Has it refuse frames into a destination from now on, as when it is full, until disposed of. */
  full(service: RunningService, destination: string): Promise<AsyncDisposable>;
  /** Removes the destinations that are going, with what belongs to them, and nothing else. @returns their names */
  removeOwn(service: RunningService, isGoing: (name: string) => boolean): Promise<string[]>;

  /** How a file of addresses names its services, by their names; absent where it can't be reached by one. */
  addresses?(): Promise<Readonly<Record<string, AddressEntry>>>;
  /**
   * What it is administered by lets the user in; absent where that is what its clients connect to.
   * @throws Problem when it is not there or does not
   */
  administrationLetsIn?(service: RunningService): Promise<void>;
  /** The kind of container of its first node, where there is one for it; without it any kind does. */
  container?(): Promise<ContainerClass>;

  /** What Debian offers of it, and `npm run matrix` tries. */
  readonly versions?: readonly DebianVersion[];

  /** Where its client is measured beside others of it. */
  bench?(service: RunningService): Promise<Bench>;

  /** Settings that frames can be kept with, where `npm run durability` measures them. */
  durability?(): Promise<readonly DurabilitySetting[]>;

  /** Every destination that it holds now; absent where it holds the system's alone. */
  destinations?(service: RunningService): Promise<string[]>;

  readonly export?: ExportOfFiles;

  /** Where faults can be made on it. */
  readonly deployment?: {
    /** What the node is called that takes the frames: "primary", "leader". */
    readonly front: string;
    /** Until the others have given up a node that they do not hear. */
    readonly isolationSeconds: number;
    /** Of each node's own disk, where its power is to be cut. */
    readonly diskMiB: number;
    /**
     * How often the power of one node is cut within a load: once where absent. Twice where a setting has it fsync by the second: a cut
     * may come right after that, and not twice at moments that have nothing to do with each other.
     */
    readonly powerCuts?: number;
    /**
     * Frames a second at most that are offered while a host is lost or cut off, where its members fsync each frame by itself: hosts that
     * are made on one machine share its disk. Absent where that bounds nothing.
     */
    readonly framesPerSecondOnHosts?: number;
    /** What it writes anew while frames come in; absent where it does not. */
    readonly copies?: readonly Copy[];
    of(parts: DeploymentParts): Promise<Deployment>;
  };

  /** Where Prometheus watches it by figures of its own. */
  readonly watched?: Watched;
  /** Where it tells users apart, and each may do no more than it needs. */
  access?(): Promise<Access>;
  /** Where its alerts can be raised by real faults. */
  drills?(): Promise<BrokerDrills>;
}

/** What the frames of a target go to: a broker, or the control, which is none. */
export interface FrameTaker extends Pick<Broker, "id" | "causes" | "subjectOf"> {
  at(target: BrokerTarget, consumer?: string): FrameBroker;
}

/** An address with its flag for TLS only where it is set, as the clients take it. */
export function addressOf({ host, port, isTls, ca }: HostPort): HostPort {
  return { host, port, ...(isTls ? { isTls } : {}), ...(ca ? { ca } : {}) };
}
