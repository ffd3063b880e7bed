/** What a process of others did in a second, with what it started and what has ended. */
export interface HostUse {
  readonly pid: number;
  /** Its short name; arguments are never read for it. */
  readonly name: string;
  /** Of all processors, 0 to 1. */
  readonly cpuShare: number;
  /** Bytes per second. */
  readonly writtenBytes: number;
}

/**
 * What happened on the host in about a second. Shares are 0 to 1; those of processors are of all of them. A figure that
 * this host does not tell is absent.
 */
export interface HostSecond {
  /** On the monotonic clock, as the seconds of a load are. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Processor time that neither the stack, nor the harness, nor the kernel for all of them used. */
  readonly othersCpuShare?: number;
  /** Processor time that the hypervisor took away. */
  readonly stealShare?: number;
  readonly stackCpuShare?: number;
  readonly harnessCpuShare?: number;
  /** Time in which some task of the host had to wait, whoever made it wait. */
  readonly pressure: { readonly cpu?: number; readonly io?: number; readonly memory?: number };
  /** Time in which some task had to wait for memory, less that of tasks in the stack's own containers. */
  readonly othersMemoryShare?: number;
  /** Bytes per second that others wrote to disks. */
  readonly othersWrittenBytes?: number;
  /** Bytes per second that the stack wrote to disks. */
  readonly stackWrittenBytes?: number;
  /** The disk that the broker writes to, whoever used it. */
  readonly disk?: {
    readonly writtenBytes: number;
    /** Per second; each fsync ends with one. */
    readonly flushes?: number;
    readonly busyShare: number;
  };
  /** The largest users among others, largest first. */
  readonly users: readonly HostUse[];
}
