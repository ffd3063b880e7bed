import type { CalmLimits } from "./calm-limits.ts";
import type { HostSecond } from "./host-second.ts";

/** What the control, which has no broker in it, came to in a second. */
export interface ControlSecond {
  /** From end to end, ms. */
  readonly p99Ms: number;
  /** Of an fsync on the disk that the broker writes to, ms. */
  readonly fsyncP99Ms: number;
}

/** What kept a second from being calm. */
export type Disturbance = "processors" | "memory" | "writes" | "slow control" | "slow fsync";

/**
 * Whether a speed that was measured in a second tells of the broker: nobody outside stack and harness used the host
 * beyond the limits. The host's figures and the control's decide, and nothing else can be handed in.
 */
export function isCalm(second: HostSecond, limits: CalmLimits, control?: ControlSecond): boolean {
  return disturbances(second, limits, control).length === 0;
}

/**
 * What disturbed a second, none when it was calm. A figure that the host does not tell disturbs nothing. A control that
 * is slow beside a stack that uses the host up is slow because of the stack, which excuses nothing; where it is not told
 * what the stack uses, the control alone decides: the criterion is rather undetermined than wrongly not met.
 */
export function disturbances(second: HostSecond, limits: CalmLimits, control?: ControlSecond): Disturbance[] {
  const { othersCpuShare = 0, stealShare = 0, othersMemoryShare = 0, othersWrittenBytes = 0 } = second;
  const { stackCpuShare = 0, stackWrittenBytes = 0 } = second;
  const { p99Ms = 0, fsyncP99Ms = 0 } = control ?? {};
  const found: [Disturbance, boolean][] = [
    ["processors", othersCpuShare + stealShare > limits.processorShare],
    ["memory", othersMemoryShare > limits.memoryShare],
    ["writes", othersWrittenBytes > limits.writtenBytes],
    ["slow control", p99Ms > limits.controlMs && stackCpuShare <= limits.stackProcessorShare],
    ["slow fsync", fsyncP99Ms > limits.controlFsyncMs && stackWrittenBytes <= limits.stackWrittenBytes],
  ];
  return found.flatMap(([disturbance, is]) => (is ? [disturbance] : []));
}
