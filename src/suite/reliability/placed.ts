import type { Deployment } from "../../brokers/deployment.ts";
import { besideTheDisk, judgePlacement, type Kept, type Placement } from "../../judges/placement.ts";
import { messageOf } from "../../kernel/problem.ts";
import { filesIn, keptPlaces } from "./files-in.ts";

/** Where the nodes of a deployment keep the frames of a load. */
export interface Placed {
  placements: readonly Placement[];
  /** Why it cannot be seen, if it cannot. */
  unseen?: string;
}

/**
 * Looks at the files of every node before a load.
 * @returns what looks again, once so many bytes of frames are confirmed
 */
export async function placing({
  nodes,
}: Pick<Deployment, "nodes">): Promise<(confirmedBytes: number) => Promise<Placed>> {
  const places = nodes.map(({ service }) => keptPlaces(service));
  const looked = await Promise.allSettled(nodes.map(({ service }) => filesIn(service)));
  return async (confirmedBytes) => {
    try {
      const placements = nodes.map(async ({ service }, index) => {
        const before = looked[index];
        if (before?.status !== "fulfilled") throw before?.reason;
        const after = await filesIn(service);
        const kept = ownOf(places, index);
        return judgePlacement({ node: service.name, kept, before: before.value, after, confirmedBytes });
      });
      return { placements: await Promise.all(placements) };
    } catch (thrown) {
      return { placements: [], unseen: messageOf(thrown) };
    }
  };
}

/** The places of a node that no other node has as well: two that write into one volume have none of their own. */
function ownOf(places: readonly (readonly Kept[])[], index: number): Kept[] {
  const others = places.toSpliced(index, 1).flat();
  return (places[index] ?? []).filter(({ name }) => !others.some((other) => other.name === name));
}

/** Why a cut of the power of all disks says nothing of the frames, if it does not. */
export function besideIt({ placements, unseen }: Placed): string | undefined {
  return unseen ?? besideTheDisk(placements);
}
