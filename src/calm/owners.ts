import type { ProcessTimes } from "./process-times.ts";

/**
 * Whose a process is. *stack*: its containers, what keeps them and what carries their traffic. *harness*: the run, from
 * its top down. *kernel*: what it does for all of them. The rest is *others*.
 */
export type Owner = "kernel" | "stack" | "harness" | "others";

/**
 * The processes that a tree of processes begins with; everything below one is its owner's. What an engine does itself is the
 * stack's, and not what it does for others in processes below it.
 */
export type Roots = ReadonlyMap<number, "stack" | "harness" | "engine">;

/** The nearest root above a process decides, itself included. */
export function ownerOf(
  each: ProcessTimes,
  processes: ReadonlyMap<number, ProcessTimes>,
  roots: Roots,
): Owner {
  if (each.isKernel) return "kernel";
  const passed = new Set<number>();
  for (let at: ProcessTimes | undefined = each; at && !passed.has(at.pid); at = processes.get(at.parent)) {
    const owner = roots.get(at.pid);
    if (owner === "engine" && at === each) return "stack";
    if (owner && owner !== "engine") return owner;
    passed.add(at.pid);
  }
  return "others";
}
