import type { Topology } from "../brokers/deployment.ts";
import { thresholdOf } from "../plan/threshold-of.ts";
import { describeEnvironment } from "../report/results/environment.ts";
import { plannedRate } from "../suite/load-bench/planned-rate.ts";
import type { FaultyBroker } from "../suite/reliability/start-deployment.ts";
import { type ComparedBroker, type Comparison, type ComparisonOrder, TOPOLOGIES } from "./comparison.ts";
import { faultFigures } from "./fault-figures.ts";
import { FAULT_IDS } from "./fault-list.ts";
import { type FaultCells, makeFaults } from "./faults.ts";
import { figuresOf, limitedByClient } from "./measures.ts";
import { StepLine, type Tell } from "./step-line.ts";
import { measureRounds, type RoundsOfBroker } from "./topology-rounds.ts";

type Measured = readonly (readonly [Topology, ReadonlyMap<string, RoundsOfBroker>])[];

/** Compares brokers on this host: speed in alternating rounds, then faults, one broker after the other. */
export async function compare(
  brokers: readonly FaultyBroker[],
  order: ComparisonOrder,
  tell: Tell,
): Promise<Comparison> {
  const startedAt = new Date().toISOString();
  const startedMs = performance.now();
  const { rounds, faults } = order;
  const perBroker = TOPOLOGIES.length * (rounds + 1) + FAULT_IDS.length;
  const steps = new StepLine(brokers.length * perBroker, tell);
  const measured: [Topology, ReadonlyMap<string, RoundsOfBroker>][] = [];
  for (const topology of TOPOLOGIES) {
    const of = await measureRounds(brokers, { topology, rounds }, (name) => steps.begin(name));
    measured.push([topology, of]);
  }
  const compared: ComparedBroker[] = [];
  for (const broker of brokers) {
    const cells = await makeFaults(broker, faults, (fault) => steps.begin(`${broker.title}: ${fault}`));
    compared.push(comparedBroker(broker, measured, cells));
  }
  return {
    ...order,
    startedAt,
    seconds: (performance.now() - startedMs) / 1e3,
    environment: await describeEnvironment(),
    rate: { least: leastRate(), offered: plannedRate() },
    brokers: compared,
  };
}

function leastRate(): number {
  return thresholdOf("sustainedRate", "atLeast");
}

/** What was measured of a broker, put together. */
export function comparedBroker(
  { id, title, keptBy }: Pick<FaultyBroker, "id" | "title" | "keptBy">,
  measured: Measured,
  cells: FaultCells,
): ComparedBroker {
  const missing = { undetermined: "it was not measured" };
  const topologies = measured.map(([topology, of]) => {
    const { settings = missing, rounds = [] } = of.get(id) ?? {};
    const figures = figuresOf(rounds, leastRate());
    return { topology, settings, rounds, figures, limitedByClient: limitedByClient(rounds) };
  });
  const versions = measured.flatMap(([, of]) => of.get(id)?.version ?? []);
  const entries = FAULT_IDS.map((fault) => [fault, faultFigures(cells[fault])]);
  return {
    ...{ id, title, keptBy, topologies, cells },
    version: versions.find((each) => "value" in each) ?? versions[0] ?? missing,
    faults: Object.fromEntries(entries) as ComparedBroker["faults"],
  };
}
