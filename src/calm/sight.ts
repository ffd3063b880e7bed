import { join } from "node:path";
import type { ContainerGroups } from "./container-groups.ts";
import { readText } from "./read-text.ts";
import type { SeenStack } from "./seen-stack.ts";

/** What can be seen of a host. */
export interface Sight {
  /** Whether its processes can be told apart: those of the stack, of the harness and of others. */
  readonly processes: boolean;
  /** What can't be seen and why, each in words for the report. */
  readonly closedEyes: readonly string[];
}

/** What this host lets be seen. @param proc where /proc is */
export function sightOf(proc: string, stack: SeenStack, groups: ContainerGroups): Sight {
  const isTold = (name: string) => readText(join(proc, name)) !== undefined;
  if (stack.unseen !== undefined)
    return blind(`${stack.unseen}: what others do to the brokers' host can't be seen`);
  if (!isTold("stat")) return blind("this host has no /proc: what others do to it can't be seen");
  const processes = stack.containers.length > 0 && stack.containers.every((each) => isVisible(each, proc));
  const closed = [
    processes
      ? undefined
      : "other processes are hidden from this one (it runs in a container, or /proc is mounted with hidepid): who uses processors and disk can't be seen",
    whyNoMemory(isTold("pressure/memory"), groups),
    !processes || stack.containers.every(({ pid }) => isTold(`${pid}/io`))
      ? undefined
      : "this user may not see what processes of other users write: their use of the disk can't be seen",
  ];
  return { processes, closedEyes: closed.filter((each) => each !== undefined) };
}

function blind(reason: string): Sight {
  return { processes: false, closedEyes: [reason] };
}

function whyNoMemory(hasPressure: boolean, groups: ContainerGroups): string | undefined {
  if (!hasPressure)
    return "this kernel gives no pressure figures (/proc/pressure): whether programs wait for memory can't be seen";
  if (groups.tells("memoryStalledUs")) return undefined;
  return "the containers' control groups give no pressure figures (version 1): whether others or the stack itself make programs wait for memory can't be seen";
}

/** A process of that number may be there and be another one: in a virtual machine's or a container's own numbering. */
function isVisible({ id, pid }: { id: string; pid: number }, proc: string): boolean {
  const of = (each: string | number, name: string) => readText(join(proc, String(each), name)) ?? "";
  if (of(pid, "cgroup").includes(id)) return true;
  const [, parent = ""] = /\) \S (\d+) /.exec(of(pid, "stat")) ?? [];
  return parent !== "" && of(parent, "cmdline").split("\0").includes(id);
}
