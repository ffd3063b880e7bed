import { Undetermined } from "../kernel/undetermined.ts";
import type { RunningService } from "../stack/running-service.ts";
import type { Disk } from "./disk.ts";
import { Fault } from "./fault.ts";
import { kill, startAgain } from "./kill.ts";
import { pause } from "./process.ts";

/**
 * The power of a machine is cut: its disk takes no more writes and forgets those that were not fsynced, and its process
 * ends. Healed by starting it on what the disk kept.
 */
export function powerCut(target: RunningService, disk: Disk): Fault {
  return new Fault(`power cut of ${target.name}`, async () => {
    // Paused first: a machine without power does not see its disk fail.
    await pause(target);
    await disk.cutPower();
    const killed = await kill(target);
    return {
      proof: `${target.name}: disk shut down without its log, process ${killed.before.pid} ended with ${killed.after.exitCode}`,
      heal: async () => {
        if (!(await disk.lostUnsynced())) {
          throw new Undetermined(
            `${target.name}: data that was not fsynced survived, so the power was not cut`,
          );
        }
        const { pid } = await startAgain(target, killed);
        return `${target.name}: what was not fsynced is gone; process ${pid}`;
      },
    };
  });
}

/** The last record of a file on disk was written in half when the process ended. @param pattern of the file's path */
export function tornTail(target: RunningService, disk: Disk, pattern: string): Fault {
  return new Fault(`torn tail of ${target.name}`, async () => {
    const killed = await kill(target);
    const file = await disk.tear(pattern);
    return {
      proof: `${target.name}: process ${killed.before.pid} ended with ${killed.after.exitCode}, ${file} ends in half a record`,
      heal: async () => `${target.name}: process ${(await startAgain(target, killed)).pid}`,
    };
  });
}

/** The disk has no room left; healed by making room, and by starting again what has ended without it. */
export function diskFull(target: RunningService, disk: Disk): Fault {
  return new Fault(`full disk of ${target.name}`, async () => {
    const before = await target.state();
    const mib = await disk.fill();
    return {
      proof: `${target.name}: ${mib} MiB of its disk were free and are taken`,
      heal: async () => {
        await disk.free();
        const after = await target.state();
        if (after.running) return `${target.name}: there is room again`;
        const { pid } = await startAgain(target, { before, after });
        return `${target.name}: it had ended with ${after.exitCode}; process ${pid}`;
      },
    };
  });
}
