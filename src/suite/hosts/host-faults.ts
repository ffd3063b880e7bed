import type { Deployment } from "../../brokers/deployment.ts";
import { Fault } from "../../faults/fault.ts";
import type { Lab } from "../../hosts/lab/lab.ts";
import type { LabHost } from "../../hosts/lab/lab-host.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";

/** How a host came back. */
export interface Return {
  /** From its power to every member being there, and none behind; or until that was given up. */
  seconds: number;
  /** What is missing still, if anything is. */
  missing: string | undefined;
}

/** What a fault of a host is made on, and who is told how that came back. */
export interface OnHost {
  lab: Lab;
  host: LabHost;
  deployment: Deployment;
  onReturn: (found: Return) => void;
}

/**
 * A whole host is gone: link, disk, engine and every container at once. Healed by giving it power again; what follows from that
 * happens without hands, and is waited for.
 */
export function hostLost({ lab, host, deployment, onReturn }: OnHost): Fault {
  return new Fault(`loss of ${host.name}`, async () => {
    const before = lab.initOf(host);
    await lab.cutPower(host);
    return {
      proof: `${host.name}: link down, disk shut down without its log, process ${before} and all of the host ended`,
      heal: async () => {
        const fromMs = monotonicClock.now();
        if (!(await lab.restorePower(host)))
          throw new Undetermined(
            `${host.name}: data that was not fsynced survived, so its power was not cut`,
          );
        const missing = await whatIsMissing(deployment);
        const seconds = (monotonicClock.now() - fromMs) / 1e3;
        onReturn({ seconds, missing });
        return `${host.name}: what was not fsynced is gone; back after ${seconds.toFixed(1)} s${missing ? ` without all members: ${missing}` : ""}`;
      },
    };
  });
}

async function whatIsMissing(deployment: Deployment): Promise<string | undefined> {
  try {
    await deployment.whole();
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

/** A host hears none of the others, and everything on it goes on. Healed by putting its cable in again. */
export function hostCutOff({ lab, host }: OnHost): Fault {
  return new Fault(`${host.name} cut off`, async () => {
    const before = lab.initOf(host);
    await lab.setLink(host, "down");
    return {
      proof: `${host.name}: its link is down, process ${before} goes on`,
      heal: async () => {
        if (!lab.isRunning(host))
          throw new Undetermined(`${host.name}: it has ended meanwhile, so it was not only cut off`);
        await lab.setLink(host, "up");
        return `${host.name}: its link is up, process ${before} is still there`;
      },
    };
  });
}
