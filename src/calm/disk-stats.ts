/** What a disk did since the host started. */
export interface DiskStats {
  writtenBytes: number;
  /** Orders to put what it has cached onto the medium, with which an fsync ends; absent before Linux 5.5. */
  flushes?: number;
  /** Time in which it had something to do. */
  busyMs: number;
}

/** The unit of the file, whatever the disk's own is. */
const SECTOR_BYTES = 512;
/** Where the figures are, after numbers and name. */
const AT = { sectorsWritten: 6, busyMs: 9, flushes: 15 };

/** @param text of /proc/diskstats @param device its numbers, as "254:0" */
export function diskStats(text: string, device: string): DiskStats | undefined {
  const [major, minor] = device.split(":");
  const line = text.split("\n").find((each) => new RegExp(`^ *${major} +${minor} `).test(each));
  if (line === undefined) return undefined;
  const figures = line.trim().split(/ +/).slice(3).map(Number);
  const flushes = figures[AT.flushes];
  return {
    writtenBytes: (figures[AT.sectorsWritten] ?? 0) * SECTOR_BYTES,
    busyMs: figures[AT.busyMs] ?? 0,
    ...(flushes === undefined ? {} : { flushes }),
  };
}
