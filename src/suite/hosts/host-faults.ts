import type { Deployment } from "../../brokers/deployment.ts";
import { Fault } from "../../faults/fault.ts";
import type { Lab } from "../../hosts/lab/lab.ts";
import type { LabHost } from "../../hosts/lab/lab-host.ts";
import type { LinkQuality } from "../../hosts/lab/link-quality.ts";
import { type RoundTrip, roundTrip } from "../../hosts/lab/round-trip.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { LossCourse } from "./watched-loss.ts";

/** How a host came back. */
export interface Return {
  /** From its power to all being there that ran on it, and no member behind; or until that was given up. */
  seconds: number;
  /** What is missing still, if anything is. */
  missing: string | undefined;
}

/** What a fault of a host is made on, and who is told how that came back. */
export interface OnHost {
  lab: Lab;
  host: LabHost;
  deployment: Deployment;
  /** Waits until what watches the brokers runs on the host again. @throws DeadlinePassed when it does not */
  watchersBack: () => Promise<void>;
  onReturn: (found: Return) => void;
  /** Who watches what tells of it, where somebody does: the host stays away until that was heard. */
  watch?: LossCourse | undefined;
}

/**
 * A whole host is gone: link, disk, engine and every container at once. Healed by giving it power again; what follows from that
 * happens without hands, and is waited for.
 */
export function hostLost({ lab, host, deployment, watchersBack, onReturn, watch }: OnHost): Fault {
  return new Fault(`loss of ${host.name}`, async () => {
    const before = lab.initOf(host);
    await lab.cutPower(host);
    watch?.landed();
    return {
      proof: `${host.name}: link down, disk shut down without its log, process ${before} and all of the host ended`,
      heal: async () => {
        await watch?.heard();
        using _over = { [Symbol.dispose]: () => watch?.returned() };
        const fromMs = monotonicClock.now();
        if (!(await lab.restorePower(host)))
          throw new Undetermined(
            `${host.name}: data that was not fsynced survived, so its power was not cut`,
          );
        const missing = await whatIsMissing(deployment, watchersBack);
        const seconds = (monotonicClock.now() - fromMs) / 1e3;
        onReturn({ seconds, missing });
        return `${host.name}: what was not fsynced is gone; back after ${seconds.toFixed(1)} s${missing ? ` without all of it: ${missing}` : ""}`;
      },
    };
  });
}

async function whatIsMissing(
  deployment: Deployment,
  watchersBack: OnHost["watchersBack"],
): Promise<string | undefined> {
  try {
    await deployment.whole();
    await watchersBack();
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

/** What a slow link does to packets, in each direction. */
const SLOW: LinkQuality = { delayMs: 50, lossPercent: 1 };

/** Few are enough to see that a link is good; of so many, one that loses none has lost by chance in one case of 25,000. */
const ECHOES = { good: 20, slow: 500 };

/** Between a host and all others packets take long, and some are lost. Healed by a good link; both are seen from the host. */
export function hostLinkSlow({ lab, host }: OnHost): Fault {
  return new Fault(`link of ${host.name} slow`, async () => {
    const before = await toOthers(lab, host, ECHOES.good);
    await lab.setLinkQuality(host, SLOW);
    const slow = await toOthers(lab, host, ECHOES.slow);
    if (slow.leastMs < 2 * SLOW.delayMs - 5 || slow.received === slow.sent) {
      await lab.setLinkQuality(host, "good");
      throw new Undetermined(`${host.name}: its link was not slow: ${described(slow)}`);
    }
    return {
      proof: `${host.name} to the others: before ${described(before)}; meanwhile ${described(slow)}`,
      heal: async () => {
        await lab.setLinkQuality(host, "good");
        const after = await toOthers(lab, host, ECHOES.good);
        if (after.leastMs >= SLOW.delayMs)
          throw new Undetermined(`${host.name}: its link did not become good again: ${described(after)}`);
        return `afterwards ${described(after)}`;
      },
    };
  });
}

/** Round trips from a host to each of the others, together. */
async function toOthers(lab: Lab, host: LabHost, echoes: number): Promise<RoundTrip> {
  const others = lab.hosts.filter(({ name }) => name !== host.name);
  const each = await Promise.all(others.map(({ address }) => roundTrip(lab.initOf(host), address, echoes)));
  const sum = (of: (trip: RoundTrip) => number) => each.reduce((total, trip) => total + of(trip), 0);
  return {
    sent: sum(({ sent }) => sent),
    received: sum(({ received }) => received),
    leastMs: Math.min(...each.map(({ leastMs }) => leastMs)),
    meanMs: sum(({ meanMs }) => meanMs) / each.length,
  };
}

function described({ sent, received, leastMs, meanMs }: RoundTrip): string {
  return `round trip at least ${leastMs.toFixed(1)} ms, on average ${meanMs.toFixed(1)} ms, ${sent - received} of ${sent} lost`;
}
