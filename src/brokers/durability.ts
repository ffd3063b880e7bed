import type { Fault } from "../faults/fault.ts";
import { powerCut } from "../faults/power-cut.ts";
import { killing } from "../faults/process.ts";
import { XfsDisk } from "../faults/xfs-disk.ts";
import type { Service } from "../stack/compose-file.ts";
import type { RunningService } from "../stack/running-service.ts";
import type { Stack } from "../stack/stack.ts";
import type { Broker } from "./broker.ts";
import type { FrameBroker } from "./frame-broker.ts";

/** A setting that frames are kept with, delivered or not chosen, and the faults that it is measured under. */
export interface DurabilitySetting {
  name: string;
  /** Whether it is the one that is delivered. */
  isOurs?: boolean;
  faults: readonly DurabilityTrial[];
}

/** One fault under one setting. */
export interface DurabilityTrial {
  fault: string;
  /**
   * Starts the broker with the setting and has the fault measured.
   * @param stack of the trial's own, on which nothing runs yet
   * @param outcomeOf sends frames and makes the fault
   */
  tried<T>(stack: Stack, outcomeOf: (frames: FrameBroker, fault: Fault) => Promise<T>): Promise<T>;
}

/**
 * A process that is killed, and power that is cut, on one node with a disk of its own.
 * @param open has the setting in force on the node. @returns where the frames go
 * @param change makes the service's definition from the shipped one, for a setting that is read when it starts
 */
export function ofOneNode(
  { id, deployment }: Broker,
  open: (service: RunningService) => Promise<FrameBroker>,
  change: (shipped: Service) => Service = (shipped) => shipped,
): DurabilityTrial[] {
  const trial = (
    fault: string,
    faultOn: (service: RunningService, disk: XfsDisk) => Fault,
  ): DurabilityTrial => ({
    fault,
    async tried(stack, outcomeOf) {
      if (!deployment) throw new Error(`${id} does not say how large a disk it needs`);
      const disk = await XfsDisk.create(stack.id, deployment.diskMiB);
      stack.placeVolume(`${id}-data`, disk.volume);
      const service = await stack.startChanged(id, change);
      return outcomeOf(await open(service), faultOn(service, disk));
    },
  });
  return [trial("SIGKILL", (service) => killing(service)), trial("power cut", powerCut)];
}
