import type { ProcessTimes } from "./process-times.ts";

/** Node names its process after its main thread; npm and Vitest name theirs after what they do. */
const NODE = /^(node|MainThread|vitest)/;
const PACKAGE_MANAGER = /^(npm|npx|pnpm|yarn)\b/;
const SHELL = /^(sh|bash|dash|ash|zsh)$/;

/**
 * The process that a run began with: the outermost package manager above this process, else the outermost Node. What
 * stands above, a shell of a person or a program that has started this one, is no part of the run, nor is what else it
 * has started. The shell in between is the one that a package manager runs its scripts in.
 */
export function topOfRun(pid: number, processes: ReadonlyMap<number, ProcessTimes>): number {
  const chain = chainAbove(pid, processes);
  const outermost = chain.findLast(({ name }) => PACKAGE_MANAGER.test(name));
  return (outermost ?? chain.findLast(({ name }) => NODE.test(name)))?.pid ?? pid;
}

/** This process and those above it that may belong to the run, innermost first. */
function chainAbove(pid: number, processes: ReadonlyMap<number, ProcessTimes>): ProcessTimes[] {
  const chain: ProcessTimes[] = [];
  for (let at = processes.get(pid); at && !chain.includes(at); at = processes.get(at.parent)) {
    const starter = processes.get(at.parent);
    const isOfScript = SHELL.test(at.name) && starter !== undefined && PACKAGE_MANAGER.test(starter.name);
    if (at.pid !== pid && !NODE.test(at.name) && !PACKAGE_MANAGER.test(at.name) && !isOfScript) break;
    chain.push(at);
  }
  return chain;
}
