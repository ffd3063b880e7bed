import type { Topology } from "../brokers/deployment.ts";
import type { Environment } from "../report/results/environment.ts";
import type { FaultFigures } from "./fault-figures.ts";
import type { FaultId } from "./fault-list.ts";
import type { FaultCells } from "./faults.ts";
import type { Tried } from "./figure.ts";
import type { figuresOf, MeasureId } from "./measures.ts";
import type { TurnResult } from "./turn.ts";

export const TOPOLOGIES: readonly Topology[] = ["one node", "ha"];

/** What was asked for. */
export interface ComparisonOrder {
  /** Of each broker and topology. */
  rounds: number;
  /** How often each fault is made. */
  faults: number;
}

/** A broker under a topology, as its rounds were. */
export interface ComparedTopology {
  readonly topology: Topology;
  /** Settings in force that a speed depends on, as the broker tells them. */
  readonly settings: Tried<Readonly<Record<string, string>>>;
  readonly rounds: readonly TurnResult[];
  readonly figures: ReturnType<typeof figuresOf>;
  /** Throughputs that the client limited, and not the broker. */
  readonly limitedByClient: readonly MeasureId[];
}

/** A broker beside others. */
export interface ComparedBroker {
  readonly id: string;
  readonly title: string;
  readonly version: Tried<string>;
  readonly keptBy: string | undefined;
  readonly topologies: readonly ComparedTopology[];
  readonly cells: FaultCells;
  readonly faults: Readonly<Record<FaultId, FaultFigures>>;
}

/** All that a comparison measured. */
export interface Comparison extends ComparisonOrder {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly environment: Environment;
  /** Of the loads, in frames a second: the plan's, and what is offered so that it can be shown. */
  readonly rate: { readonly least: number; readonly offered: number };
  readonly brokers: readonly ComparedBroker[];
}
