import type { Topology } from "../brokers/deployment.ts";
import { bestOf } from "./best.ts";
import { type ComparedBroker, type ComparedTopology, type Comparison, TOPOLOGIES } from "./comparison.ts";
import { faultFile, topologyFile } from "./evidence-paths.ts";
import { FAULT_IDS, FAULTS, type FaultId } from "./fault-list.ts";
import type { Figure, Tried } from "./figure.ts";
import { type FigureWords, undeterminedWords, wordsOf } from "./figure-words.ts";
import { MEASURE_IDS, MEASURES, type MeasureId } from "./measures.ts";

/** What stands in a row under a broker. */
export interface Cell extends FigureWords {
  /** The file that shows it, by its path below reports/. */
  readonly evidence?: string;
  /** Whether it is better than all others, beyond chance. */
  readonly isBest?: boolean;
}

/** A row of the table, with a cell for each broker. */
export interface Row {
  readonly group: string;
  readonly title: string;
  readonly cells: readonly Cell[];
}

const UNKNOWN = { undetermined: "it was not measured" };
const AT_LIMIT = "the client was at its limit: the broker may do more";

/** The rows of the table, group by group. */
export function rowsOf({ brokers }: Pick<Comparison, "brokers">): Row[] {
  const byMeasure = MEASURE_IDS.flatMap((id) =>
    TOPOLOGIES.map((topology) => measureRow(brokers, id, topology)),
  );
  const { Throughput = [], Latency = [], Cost = [] } = Object.groupBy(byMeasure, ({ group }) => group);
  const faults = FAULT_IDS.flatMap((id) => faultRows(brokers, id));
  return [...Throughput, ...Latency, ...faults, ...Cost, ...configurationRows(brokers)];
}

function measureRow(brokers: readonly ComparedBroker[], id: MeasureId, topology: Topology): Row {
  const { title, unit, group, better, evidence } = MEASURES[id];
  const found = brokers.map((broker) => broker.topologies.find((each) => each.topology === topology));
  const figures = found.map((each) => each?.figures[id] ?? UNKNOWN);
  const best = bestOf(figures, better);
  return {
    group,
    title: `${title}, ${topology}`,
    cells: figures.map((figure, index) => ({
      ...wordsOf(figure, unit),
      ...limitOf(found[index], id),
      evidence: topologyFile(brokers[index]?.id ?? "", topology, evidenceOf(figure, evidence)),
      isBest: index === best,
    })),
  };
}

/** Where there is no figure, there may be no histogram either. */
function evidenceOf(figure: Figure, evidence: string): string {
  return "estimate" in figure ? evidence : "rounds.json";
}

function limitOf(found: ComparedTopology | undefined, id: MeasureId): Partial<Cell> {
  if (!found?.limitedByClient.includes(id)) return {};
  const { beside } = wordsOf(found.figures[id], "");
  return { beside: [beside, AT_LIMIT].filter(Boolean).join("; ") };
}

function faultRows(brokers: readonly ComparedBroker[], id: FaultId): Row[] {
  const { title, topology } = FAULTS[id];
  const group = `${title}, ${topology}`;
  const evidence = (broker: ComparedBroker) => ({ evidence: faultFile(broker.id, id) });
  const recoveries = brokers.map(({ faults }) => faults[id].recovery);
  const best = bestOf(recoveries, "less");
  const counts = (of: (broker: ComparedBroker) => Tried<number>) =>
    brokers.map((broker) => ({ ...countWords(of(broker)), ...evidence(broker) }));
  return [
    {
      group,
      title: "Recovery",
      cells: brokers.map((broker, index) => ({
        ...wordsOf(broker.faults[id].recovery, "s"),
        ...evidence(broker),
        isBest: index === best,
      })),
    },
    { group, title: "Confirmed frames lost", cells: counts(({ faults }) => faults[id].lost) },
    { group, title: "Duplicated frames", cells: counts(({ faults }) => faults[id].duplicated) },
  ];
}

function countWords(count: Tried<number>): FigureWords {
  return { text: textOf(count, (value) => value.toLocaleString("en")) };
}

function configurationRows(brokers: readonly ComparedBroker[]): Row[] {
  const group = "Configuration";
  const settings = TOPOLOGIES.map((topology) => ({
    group,
    title: `In force, ${topology}`,
    cells: brokers.map(({ id, topologies }) => ({
      text: textOf(settingsIn(topologies, topology), settingsWords),
      evidence: topologyFile(id, topology, "rounds.json"),
    })),
  }));
  return [
    { group, title: "Version", cells: brokers.map(({ version }) => ({ text: textOf(version, String) })) },
    { group, title: "What keeps a frame", cells: brokers.map(({ keptBy = "" }) => ({ text: keptBy })) },
    ...settings,
  ];
}

function settingsIn(
  topologies: readonly ComparedTopology[],
  topology: Topology,
): ComparedTopology["settings"] {
  return topologies.find((each) => each.topology === topology)?.settings ?? UNKNOWN;
}

function settingsWords(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

function textOf<T>(of: Tried<T>, words: (value: T) => string): string {
  return "value" in of ? words(of.value) : undeterminedWords(of);
}
