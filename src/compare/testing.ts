import { runOf } from "../suite/load-bench/testing.ts";
import type { Cell } from "../suite/reliability/cell.ts";
import { comparedBroker } from "./compare.ts";
import type { ComparedBroker, Comparison } from "./comparison.ts";
import { FAULTS, type FaultId } from "./fault-list.ts";
import type { FaultCells } from "./faults.ts";
import type { TurnResult } from "./turn.ts";

const ROUNDS = 8;

/** A round in which everything could be measured. @param nth the figures of rounds differ a little */
export function turnOf(nth: number, framesPerSecond = 500): TurnResult {
  const ceiling = { value: { framesPerSecond: framesPerSecond + nth, cpuUsPerFrame: 100 } };
  return {
    pictures: ceiling,
    messages: ceiling,
    load: { value: runOf() },
    cost: { value: { cpuMs: 800 + nth, frames: 8_000, memoryMib: 60 } },
  };
}

/** A cell of the fault matrix that kept every frame, unless it says otherwise. */
export function cellOf({
  status = "kept",
  ...verdict
}: Partial<Pick<Cell, "status"> & { lost: number; recoverySeconds: number }> = {}): Cell {
  return {
    ...{ broker: "redis", topology: "ha", fault: "primary killed", shows: "failover" as const },
    ...{ status, reason: status === "kept" ? undefined : `it was ${status}`, proof: "", timeline: [] },
    verdict: {
      ...{ lost: 0, corrupted: 0, unexpected: 0, duplicated: 2, recoverySeconds: 2.5 },
      ...verdict,
      status,
    },
  };
}

export function cellsOf(cells: Partial<FaultCells> = {}): FaultCells {
  const kept = Object.keys(FAULTS).map((id) => [id, [cellOf()]]);
  return { ...(Object.fromEntries(kept) as Record<FaultId, Cell[]>), ...cells };
}

interface BrokerParts {
  title?: string;
  rounds?: readonly TurnResult[];
  cells?: FaultCells;
}

/** A broker of which everything could be measured, unless it says otherwise. */
export function brokerOf({ title = "Redis", rounds, cells = cellsOf() }: BrokerParts = {}): ComparedBroker {
  const id = title.toLowerCase();
  const measured = {
    version: { value: "8.0.2" },
    settings: { value: { appendfsync: "always" } },
    rounds: [...(rounds ?? Array.from({ length: ROUNDS }, (_, index) => turnOf(index)))],
  };
  return comparedBroker(
    { id, title, keptBy: "appendfsync always" },
    (["one node", "ha"] as const).map((topology) => [topology, new Map([[id, measured]])]),
    cells,
  );
}

export function comparisonOf(...brokers: ComparedBroker[]): Comparison {
  return {
    ...{ rounds: ROUNDS, faults: 1, startedAt: "2026-11-27T18:00:00.000Z", seconds: 1_100, brokers },
    rate: { least: 1_000, offered: 1_020 },
    environment: {
      commit: "abc",
      host: { os: "Debian 12", kernel: "6.1", cpu: "cpu", cores: 2, memoryGib: 24, node: "v24.0.0" },
      hashes: {},
    },
  };
}
