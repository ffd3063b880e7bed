import { performance } from "node:perf_hooks";
import type { ThreadCost } from "./thread-messages.ts";

/** What this thread takes from now on. @returns tells it */
export function threadCost(): () => ThreadCost {
  const [busy, processor] = [performance.eventLoopUtilization(), process.threadCpuUsage()];
  return () => {
    const { user, system } = process.threadCpuUsage(processor);
    return {
      busy: performance.eventLoopUtilization(busy).utilization,
      processorMs: (user + system) / 1e3,
    };
  };
}
