import { whyNoLab } from "../../hosts/lab/requirements.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { onPath } from "../../kernel/on-path.ts";
import { currentTarget } from "../../kernel/run-target.ts";
import { currentProfile, type Profile } from "../../plan/profile.ts";
import { readComposeFile, whyLeftOut } from "../../stack/compose-file.ts";
import { hasFaultTools } from "../../stack/fault-tools.ts";
import { powerCuttable } from "../reliability/disks.ts";
import { CAMERAS } from "../trial-stack/producers.ts";

type Found = Obstacle | undefined;

/** @param enough the shortest profile that has the time */
function tooShort(enough: Profile): Obstacle {
  const text = `the ${currentProfile()} profile is too short for this: npm run signoff -- --profile ${enough}`;
  return { kind: "profile", text };
}

/** What a test can need beyond what it asks for by name: each says what stands in the way here, if anything does. */
const NEEDS = {
  /** A stack of the run's own. */
  ownStack(): Found {
    if (currentTarget().kind === "own") return undefined;
    const text = "not on a deployed stack: it takes one of the run's own, npm run signoff without --target";
    return { kind: "target", text };
  },

  /** A broker whose settings may be changed, and that may be killed. */
  mayDisturb(): Found {
    const target = currentTarget();
    if (target.kind === "own" || target.allowsFaults) return undefined;
    return { kind: "target", text: "a deployed stack is not disturbed, unless with --allow-faults" };
  },

  /** A host whose containers can be seen from here. */
  seenHost(): Found {
    if (currentTarget().kind !== "addresses") return undefined;
    return { kind: "target", text: "the brokers are reached by address: their host is not seen from here" };
  },

  fullProfile(): Found {
    return currentProfile() === "full" ? undefined : tooShort("full");
  },

  /** A profile that has the time to lose a host. */
  hostsProfile(): Found {
    return currentProfile() === "quick" ? tooShort("hosts") : undefined;
  },

  /** Disks whose power this host can cut. */
  cuttablePower(): Promise<Found> {
    return powerCuttable();
  },

  /** Several hosts, as a lab makes them of this machine. */
  async severalHosts(): Promise<Found> {
    const text = await whyNoLab();
    return text === undefined ? undefined : { kind: "host", text };
  },

  /** The image of the tools that faults are made with. */
  async faultTools(): Promise<Found> {
    const text = "the image of the fault tools is not on this host; npm run setup says why";
    return (await hasFaultTools()) ? undefined : { kind: "image", text };
  },

  /** The producer of the stack. */
  cameras(): Found {
    return whyLeftOut(readComposeFile(), CAMERAS);
  },

  /** The program that makes certificates. */
  async openssl(): Promise<Found> {
    const text = "no openssl on this host, which makes the certificates";
    return (await onPath("openssl")) ? undefined : { kind: "host", text };
  },
};

export type Need = keyof typeof NEEDS;

/** The first obstacle in the order in which a test names its needs; none where all of them are there. */
export async function obstacleTo(needs: readonly Need[]): Promise<Found> {
  for (const need of needs) {
    const obstacle = await NEEDS[need]();
    if (obstacle) return obstacle;
  }
  return undefined;
}
