import { type IntervalPoint, intervalChart } from "../report/charts/interval-chart.ts";
import { type ComparedBroker, type Comparison, TOPOLOGIES } from "./comparison.ts";
import { FAULT_IDS, FAULTS } from "./fault-list.ts";
import type { Figure } from "./figure.ts";
import { MEASURES, type MeasureId } from "./measures.ts";

/** A chart with its title. */
export interface Chart {
  readonly title: string;
  readonly svg: string;
}

const NOTHING: Figure = { undetermined: "" };

/** Throughput, latency, recovery and cost, each with all brokers side by side. */
export function chartsOf({ brokers }: Pick<Comparison, "brokers">): Chart[] {
  return [
    measuresChart(brokers, {
      title: "Throughput: confirmed frames, more is better",
      unit: "frames/s",
      ids: ["pictures", "messages"],
    }),
    measuresChart(brokers, {
      title: "Latency at the plan's rate, from due to received, less is better",
      unit: "ms",
      ids: ["p50", "p99", "p999"],
    }),
    recoveryChart(brokers),
    measuresChart(brokers, {
      title: "Cost: processor time of the broker's containers for each frame, less is better",
      unit: "µs",
      ids: ["processor"],
    }),
  ];
}

interface MeasuresChart {
  title: string;
  unit: string;
  ids: readonly MeasureId[];
}

function measuresChart(brokers: readonly ComparedBroker[], { title, unit, ids }: MeasuresChart): Chart {
  const places = ids.flatMap((id) => TOPOLOGIES.map((topology) => ({ id, topology })));
  const svg = intervalChart({
    ...{ title, unit },
    isLogarithmic: ids.length > 1,
    rows: places.map(({ id, topology }) => `${MEASURES[id].title}, ${topology}`),
    series: brokers.map((broker) => ({
      name: broker.title,
      points: places.map(({ id, topology }) => {
        const found = broker.topologies.find((each) => each.topology === topology);
        return pointOf(found?.figures[id] ?? NOTHING);
      }),
    })),
  });
  return { title, svg };
}

function recoveryChart(brokers: readonly ComparedBroker[]): Chart {
  const title = "Recovery: time without a confirmed frame, less is better";
  const svg = intervalChart({
    ...{ title, unit: "s" },
    rows: FAULT_IDS.map((id) => `${FAULTS[id].title}, ${FAULTS[id].topology}`),
    series: brokers.map((broker) => ({
      name: broker.title,
      points: FAULT_IDS.map((id) => pointOf(broker.faults[id].recovery)),
    })),
  });
  return { title, svg };
}

/** The reason why there is no figure stands in the table. */
function pointOf(figure: Figure): IntervalPoint | string {
  if ("estimate" in figure) return figure.estimate;
  return "instead" in figure ? figure.instead : "undetermined";
}
