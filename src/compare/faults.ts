import { inTurn } from "../faults/in-turn.ts";
import { lookedAt } from "../suite/record/busy-host.ts";
import { type Cell, type CellPlan, runCell, untried } from "../suite/reliability/cell.ts";
import { CELLS } from "../suite/reliability/cells.ts";
import { DeploymentGround } from "../suite/reliability/deployment-ground.ts";
import { powerCuttable } from "../suite/reliability/disks.ts";
import type { FaultyBroker } from "../suite/reliability/start-deployment.ts";
import { FAULTS, type FaultId } from "./fault-list.ts";
import { tried } from "./figure.ts";
import { untold } from "./untold.ts";

/** What each fault came to, as often as it was made. */
export type FaultCells = Readonly<Record<FaultId, readonly Cell[]>>;

/** The cell of the matrix that makes a fault. */
export function planOf(id: FaultId): CellPlan {
  const { topology, cell } = FAULTS[id];
  const plan = CELLS.find((each) => each.topology === topology && each.fault("node") === cell);
  if (!plan) throw new Error(`the fault matrix has no cell "${cell}" (${topology})`);
  return plan;
}

/** Makes every fault so often, on ground that an earlier one has not touched. */
export async function makeFaults(
  broker: FaultyBroker,
  times: number,
  onStep: (fault: string) => void,
): Promise<FaultCells> {
  const cells: Partial<Record<FaultId, Cell[]>> = {};
  for (const id of Object.keys(FAULTS) as FaultId[]) {
    onStep(FAULTS[id].title);
    const plan = planOf(id);
    const outcomes = await tried(() => made(broker, plan, times));
    cells[id] = "value" in outcomes ? outcomes.value : [untried(broker, plan, outcomes.undetermined)];
  }
  return cells as FaultCells;
}

async function made(broker: FaultyBroker, plan: CellPlan, times: number): Promise<Cell[]> {
  const { topology, needsDisks: hasDisks = false } = plan;
  if (topology === "ha" && broker.nodes.length === 1) return [untried(broker, plan, "it runs alone only")];
  const obstacle = hasDisks ? await powerCuttable() : undefined;
  if (obstacle) return [untried(broker, plan, obstacle.text)];
  const plans = Array.from({ length: times }, () => plan);
  const { outcomes, ground } = await inTurn<DeploymentGround, CellPlan, Cell>(plans, {
    open: () => DeploymentGround.open({ broker, topology, hasDisks, underTest: untold() }),
    async run({ deployment }) {
      const { found, busy } = await lookedAt("run", () => runCell(broker, deployment, plan));
      return busy === undefined ? found : { ...found, busy };
    },
    untried: (_plan, reason) => untried(broker, plan, reason),
  });
  await ground?.[Symbol.asyncDispose]();
  return outcomes;
}
