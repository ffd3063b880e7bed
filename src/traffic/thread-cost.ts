import { performance } from "node:perf_hooks";
import type { ThreadCost } from "./thread-messages.ts";

/**
 * What this thread takes from now on.
 * @param helperMs processor time so far of the one that works for it alone
 * @returns tells it
 */
export function threadCost(helperMs = () => 0): () => ThreadCost {
  const [busy, processor] = [performance.eventLoopUtilization(), process.threadCpuUsage()];
  const before = helperMs();
  return () => {
    const { user, system } = process.threadCpuUsage(processor);
    return {
      busy: performance.eventLoopUtilization(busy).utilization,
      processorMs: (user + system) / 1e3 + helperMs() - before,
    };
  };
}
