/** A mount of a container. */
export interface Mount {
  /** The folder or file in the container. */
  at: string;
  /** Of its file system: "xfs", "overlay", "tmpfs". */
  type: string;
  /** What it is a mount of: a device, "overlay". */
  source: string;
}

/** The files that a service writes, as they were at one moment. */
export interface WrittenFiles {
  mounts: readonly Mount[];
  /** Size in bytes, by path. */
  sizes: ReadonlyMap<string, number>;
}

/** A place of a service that outlives its container, as the compose file names it. */
export interface Kept {
  /** The volume, or the folder of the host. */
  name: string;
  /** Where it is in the container. */
  target: string;
}

/** A node of a broker, before frames were sent and after. */
export interface PlacementFacts {
  node: string;
  /** What the compose file gives it, and no other node, to keep data on. */
  kept: readonly Kept[];
  before: WrittenFiles;
  after: WrittenFiles;
  /** Of the frames that were confirmed in between. */
  confirmedBytes: number;
}

/** Where a node keeps the frames that it has confirmed. */
export interface Placement {
  node: string;
  /** Whether they are on what the compose file gives it; `undefined` where too few were confirmed to say so. */
  isKept: boolean | undefined;
  /** Whether they are on a disk whose power can be cut. */
  isOnDisk: boolean;
  /** By how many bytes the files on what it is given have grown. */
  keptBytes: number;
  /** What was seen, and what to do where they are elsewhere. */
  seen: string;
}

/** Less shows nothing: a broker writes as much by itself. */
const LEAST_BYTES = 256 * 1024;
/** A follower is behind by what is under way; a node that keeps the frames has nearly all of them. */
const SHARE = 0.5;
const FILES_TOLD = 3;

/**
 * Judges where the frames of a load are. The law: a frame that was confirmed is on what the compose file gives the node to keep
 * data on. Frames do not compress, so the files there grow by as much as was confirmed; what grows elsewhere goes with the container,
 * and what no file holds goes with the process.
 */
export function judgePlacement(facts: PlacementFacts): Placement {
  const { node, kept, after, confirmedBytes } = facts;
  const grown = grownFiles(facts.before, after);
  const isOn = (path: string) => placeOf(path, kept, after.mounts) !== undefined;
  const there = grown.filter(({ path }) => isOn(path));
  const elsewhere = grown.filter(({ path, bytes }) => !isOn(path) && bytes >= LEAST_BYTES);
  const keptBytes = sumOf(there);
  const onDisk = there.filter(({ path }) => isDisk(mountUnder(path, after.mounts)));
  const told = { node, keptBytes, isOnDisk: confirmedBytes > 0 && sumOf(onDisk) >= SHARE * confirmedBytes };
  if (confirmedBytes < LEAST_BYTES)
    return {
      ...told,
      isKept: undefined,
      seen: `${node}: only ${sizeOf(confirmedBytes)} of frames were confirmed`,
    };
  const isKept = keptBytes >= SHARE * confirmedBytes;
  const places = kept.map(({ name, target }) => `${name} at ${target}`).join(", ") || "none";
  const grew = `${sizeOf(confirmedBytes)} of frames were confirmed, and its volumes (${places}) grew by ${sizeOf(keptBytes)}`;
  if (isKept) return { ...told, isKept, seen: `${node}: ${grew}` };
  const where =
    elsewhere.length > 0
      ? `its frames are in ${pathsOf(elsewhere)}, on no volume of its own: look at volumes: of ${node} in docker-compose.yml, and at where it is told to keep its data`
      : "no file that it writes holds its frames: look whether it is told to write them to one";
  return { ...told, isKept, seen: `${node}: ${where}; ${grew}` };
}

/** Files that have grown or are new, the largest growth first. One that has shrunk was written anew: what it lost is no growth. */
function grownFiles(before: WrittenFiles, after: WrittenFiles): { path: string; bytes: number }[] {
  return [...after.sizes]
    .map(([path, size]) => ({ path, bytes: size - (before.sizes.get(path) ?? 0) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

function sumOf(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Whether it is one of those that faults are made on: XFS on a loop device. */
function isDisk(mount: Mount | undefined): boolean {
  return mount?.type === "xfs" && mount.source.startsWith("/dev/loop");
}

/** The place that a file is on: below its target, and on no other mount below that. */
function placeOf(path: string, kept: readonly Kept[], mounts: readonly Mount[]): Kept | undefined {
  const under = kept.filter(({ target }) => isBelow(path, target)).sort(byLength(({ target }) => target));
  const mount = mountUnder(path, mounts);
  const [deepest] = under;
  // A mount that is deeper than the place is another one: an image has its own volumes.
  return deepest && mount && trimmed(mount.at).length > trimmed(deepest.target).length ? undefined : deepest;
}

function mountUnder(path: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts.filter(({ at }) => isBelow(path, at)).sort(byLength(({ at }) => at))[0];
}

function byLength<T>(of: (each: T) => string): (a: T, b: T) => number {
  return (a, b) => of(b).length - of(a).length;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${trimmed(folder)}/`);
}

/** Without a slash at its end: "" for the root. */
function trimmed(folder: string): string {
  return folder.replace(/\/+$/, "");
}

function pathsOf(files: readonly { path: string }[]): string {
  const told = files.slice(0, FILES_TOLD).map(({ path }) => path);
  return files.length > FILES_TOLD
    ? `${told.join(", ")} and ${files.length - FILES_TOLD} others`
    : told.join(", ");
}

function sizeOf(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** Why a cut of the power of all disks does not concern the frames, if it does not. */
export function besideTheDisk(placements: readonly Placement[]): string | undefined {
  const beside = placements.find(({ isKept, isOnDisk }) => isKept !== true || !isOnDisk);
  if (!beside) return undefined;
  return beside.isKept
    ? `${beside.seen}; that is not the disk whose power was cut: give ${beside.node} a volume in docker-compose.yml`
    : beside.seen;
}
