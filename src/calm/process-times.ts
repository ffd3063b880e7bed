import { TICK_MS } from "./cpu-times.ts";

/** One process, with its threads. */
export interface ProcessTimes {
  pid: number;
  /** Its short name (comm): no arguments, which may hold credentials. */
  name: string;
  parent: number;
  /** A thread of the kernel itself. */
  isKernel: boolean;
  /** Processor time since it started, ms. */
  ownMs: number;
  /** That of its children which have ended, and of theirs, ms. */
  endedChildrenMs: number;
  /** In ticks after the host's start: a pid is used again, never with the same start. */
  started: number;
}

const KERNEL_THREAD = 0x00200000;
const UNPRINTABLE = /[^\x20-\x7e]/g;

/** @param text of /proc/<pid>/stat. The name is whatever the process likes, brackets and spaces included: the last bracket ends it. */
export function processTimes(text: string): ProcessTimes | undefined {
  const [from, to] = [text.indexOf("("), text.lastIndexOf(")")];
  if (from < 0 || to < from) return undefined;
  const fields = text.slice(to + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number(text.slice(0, from)),
    name: text.slice(from + 1, to).replaceAll(UNPRINTABLE, "?"),
    parent: field(4),
    isKernel: (field(9) & KERNEL_THREAD) !== 0,
    ownMs: (field(14) + field(15)) * TICK_MS,
    endedChildrenMs: (field(16) + field(17)) * TICK_MS,
    started: field(22),
  };
}
