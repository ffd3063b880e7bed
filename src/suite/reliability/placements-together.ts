import { Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { Cell } from "./cell.ts";
import { nameOf } from "./cells-together.ts";

/** Where the nodes of a broker keep their frames, over all cells. */
export interface Placements {
  /**
   * Nodes whose frames were seen elsewhere than on what docker-compose.yml gives them.
   * @throws Undetermined where that cannot be said of each node
   */
  readonly elsewhere: number;
  /** What was seen of those; of all others that they are where they should be. */
  readonly seen: string;
  /** How many nodes were looked at. */
  readonly nodes: number;
  readonly rows: Scalar[][];
}

/** The columns of their table. */
export const PLACEMENT_COLUMNS = ["nodes", "node", "on its volumes", "what was seen of it"];

/** What cells say together: a node that was seen to keep frames elsewhere once does so. */
export function placementsOf(cells: readonly Cell[]): Placements {
  const told = cells.flatMap(({ topology, placed }) =>
    (placed?.placements ?? []).map((placement) => ({ topology, ...placement })),
  );
  const byNode = [...Map.groupBy(told, ({ topology, node }) => `${topology}, ${node}`)].map(
    ([name, all]) => ({
      name,
      // Elsewhere once is elsewhere; a load that was too short to say so takes nothing from one that was not.
      worst: all.find(({ isKept }) => isKept === false) ?? all.find(({ isKept }) => isKept) ?? all[0],
    }),
  );
  const elsewhere = byNode.filter(({ worst }) => worst?.isKept === false);
  return {
    get elsewhere() {
      if (elsewhere.length === 0)
        mustBeSeen(
          cells,
          byNode.flatMap(({ worst }) => worst ?? []),
        );
      return elsewhere.length;
    },
    get seen() {
      return elsewhere.map(({ worst }) => worst?.seen).join("; ") || "every node has them on its volumes";
    },
    nodes: byNode.length,
    rows: byNode.flatMap(({ worst }) =>
      worst ? [[worst.topology, worst.node, worst.isKept ?? "undetermined", worst.seen]] : [],
    ),
  };
}

/** @throws Undetermined when a topology had no look at its nodes, or a node held too few frames */
function mustBeSeen(
  cells: readonly Cell[],
  placements: readonly { topology: string; isKept: boolean | undefined; seen: string }[],
): void {
  const tooFew = placements.find(({ isKept }) => isKept === undefined);
  if (tooFew) throw new Undetermined(tooFew.seen);
  const topologies = new Set(cells.map(({ topology }) => topology));
  if (topologies.size === 0) throw new Undetermined("no fault was made");
  for (const topology of topologies) {
    if (placements.some((placement) => placement.topology === topology)) continue;
    const [cell] = cells.filter((each) => each.topology === topology);
    if (cell)
      throw new Undetermined(`${nameOf(cell)}: ${cell.placed?.unseen ?? cell.reason ?? "nothing was seen"}`);
  }
}
