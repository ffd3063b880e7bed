import type { Figure } from "./figure.ts";
import type { HostSecond, HostUse } from "./host-second.ts";

/** What was read of a second. */
export interface SecondRead {
  fromMs: number;
  toMs: number;
  processors: number;
  /** Whether containers of the stack come and go: what has ended unread is the run's work then, and not others'. */
  isComingAndGoing?: boolean;
  /** What a figure grew by meanwhile; `undefined` for one that is not told. */
  grown: (figure: Figure) => number | undefined;
  users: readonly HostUse[];
}

/** The shares and rates that growing figures come to. */
export function secondOf(read: SecondRead): HostSecond {
  const { fromMs, toMs, users } = read;
  return {
    fromMs,
    toMs,
    ...processorShares(read),
    pressure: pressureShares(read),
    ...memoryOfOthers(read),
    ...writes(read),
    ...diskUse(read),
    users,
  };
}

/**
 * Processor time of others is what is left of all when everyone else's is taken away: what ended before it could be
 * read is in it. Idle time is exact where busy time is only sampled. The stack's is what its control groups or its
 * processes tell, whichever is more: health checks are started outside of the groups.
 */
function processorShares({
  fromMs,
  toMs,
  processors,
  isComingAndGoing,
  grown,
}: SecondRead): Partial<HostSecond> {
  const capacityMs = processors * (toMs - fromMs);
  const stealMs = grown("stealMs");
  if (stealMs === undefined) return {};
  const stealShare = stealMs / capacityMs;
  const [idle, interrupt, kernel, harness] = [
    grown("idleMs"),
    grown("interruptMs"),
    grown("kernelMs"),
    grown("harnessMs"),
  ];
  // Nothing is known of the last two where processes are hidden: then what is left would be everybody's.
  if ([idle, interrupt, kernel, harness].includes(undefined)) return { stealShare };
  const stackMs = Math.max(grown("groups.cpuMs") ?? 0, grown("stackMs") ?? 0);
  const [idleMs = 0, interruptMs = 0, kernelMs = 0, harnessMs = 0] = [idle, interrupt, kernel, harness];
  const leftMs = capacityMs - idleMs - stealMs - interruptMs - kernelMs - stackMs - harnessMs;
  const othersMs = isComingAndGoing ? Math.min(leftMs, grown("othersMs") ?? 0) : leftMs;
  return {
    othersCpuShare: Math.max(0, othersMs) / capacityMs,
    stealShare,
    stackCpuShare: stackMs / capacityMs,
    harnessCpuShare: harnessMs / capacityMs,
  };
}

function pressureShares({ fromMs, toMs, grown }: SecondRead): HostSecond["pressure"] {
  const share = (figure: Figure) => shareOf(grown(figure), toMs - fromMs);
  const [cpu, io, memory] = [share("cpuStalledUs"), share("ioStalledUs"), share("memoryStalledUs")];
  return {
    ...(cpu !== undefined && { cpu }),
    ...(io !== undefined && { io }),
    ...(memory !== undefined && { memory }),
  };
}

function shareOf(us: number | undefined, elapsedMs: number): number | undefined {
  return us === undefined ? undefined : us / 1e3 / elapsedMs;
}

/** Tasks may wait at the same time: the difference is the least that others waited alone. */
function memoryOfOthers({ fromMs, toMs, grown }: SecondRead): Partial<HostSecond> {
  const [all, own] = [grown("memoryStalledUs"), grown("groups.memoryStalledUs")];
  if (all === undefined || own === undefined) return {};
  return { othersMemoryShare: Math.max(0, all - own) / 1e3 / (toMs - fromMs) };
}

function writes({ fromMs, toMs, grown }: SecondRead): Partial<HostSecond> {
  const perSecond = (bytes: number) => (bytes / (toMs - fromMs)) * 1e3;
  const others = grown("othersWrittenBytes");
  const stack = grown("stackWrittenBytes") ?? grown("groups.writtenBytes");
  return {
    ...(others !== undefined && { othersWrittenBytes: perSecond(others) }),
    ...(stack !== undefined && { stackWrittenBytes: perSecond(stack) }),
  };
}

function diskUse({ fromMs, toMs, grown }: SecondRead): Partial<HostSecond> {
  const [bytes, busyMs, flushes] = [grown("diskBytes"), grown("diskBusyMs"), grown("diskFlushes")];
  if (bytes === undefined || busyMs === undefined) return {};
  const perSecond = (count: number) => (count / (toMs - fromMs)) * 1e3;
  return {
    disk: {
      writtenBytes: perSecond(bytes),
      busyShare: busyMs / (toMs - fromMs),
      ...(flushes !== undefined && { flushes: perSecond(flushes) }),
    },
  };
}
