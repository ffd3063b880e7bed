import { Problem } from "../kernel/problem.ts";
import { DELIVERED, loadWholePlan, nameOfPlan } from "../plan/plan-file.ts";

const MIB = 2 ** 20;

/** What a second may have of others and still be calm. Shares are 0 to 1. */
export interface CalmLimits {
  /** Others' processor time and steal together, of all processors. */
  processorShare: number;
  /** Time in which others had to wait for memory. */
  memoryShare: number;
  /** Bytes per second that others write to disks. */
  writtenBytes: number;
  /** p99 of the control from end to end, ms. */
  controlMs: number;
  /** p99 of the control's fsync, ms. */
  controlFsyncMs: number;
  /** Above this share of all processors the stack itself is what makes the control slow. */
  stackProcessorShare: number;
  /** Above so many bytes per second the stack itself is what makes the control's fsync slow. */
  stackWrittenBytes: number;
}

/** The limits of the plan; another plan that says nothing of them has those of the delivered one. @throws Problem without any */
export function calmLimits(): CalmLimits {
  const calm = loadWholePlan().calm ?? loadWholePlan(DELIVERED).calm;
  if (!calm) {
    throw new Problem({
      subject: `${nameOfPlan()}, calm`,
      expected: "the limits that say when a host is calm",
      seen: "none",
      remedy: "write them there, as plan/plan.yaml does: a speed is judged by calm seconds only",
    });
  }
  return {
    processorShare: calm.othersProcessors.atMost / 100,
    memoryShare: calm.othersMemoryPressure.atMost / 100,
    writtenBytes: calm.othersWrites.atMost * MIB,
    controlMs: calm.controlP99.atMost,
    controlFsyncMs: calm.controlFsyncP99.atMost,
    stackProcessorShare: calm.stackProcessors.moreThan / 100,
    stackWrittenBytes: calm.stackWrites.moreThan * MIB,
  };
}
