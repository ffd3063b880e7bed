import { type FigureSeries, named, type SteadySeries } from "../../brokers/drill-series.ts";
import { thresholdIfAny } from "../../plan/threshold-of.ts";
import { watchLimits } from "../../plan/watch.ts";

/** A figure just on one side of a limit of the plan, and whether the alert of that limit has to fire there. */
export interface LimitCase {
  alert: string;
  broker: string;
  /** "79.5 %". */
  figure: string;
  /** "> 80 %". */
  limit: string;
  fires: boolean;
  series: SteadySeries[];
}

/** A broker whose figures Prometheus knows by these series. */
interface FiguredBroker {
  id: string;
  series: FigureSeries;
}

const FRAMES_PER_SECOND = 200;
const LOAD = { instance: "load-1", job: "load-test" };

/** Both sides of every limit that the plan has and an alert watches, on every broker. */
export function limitCases(brokers: readonly FiguredBroker[]): LimitCase[] {
  const { minThroughput, memoryHigh, memoryCritical } = watchLimits();
  const latencyMs = thresholdIfAny("frameLatency", "lessThan");
  return brokers.flatMap(({ id, series }) => [
    ...throughput({ alert: "ThroughputLow", broker: id }, minThroughput, series),
    ...memory({ alert: "MemoryHigh", broker: id }, memoryHigh, series),
    ...memory({ alert: "MemoryCritical", broker: id }, memoryCritical, series),
    ...(latencyMs === undefined ? [] : latency({ alert: "LatencyHigh", broker: id }, latencyMs)),
    ...loss({ alert: "FramesLost", broker: id }),
  ]);
}

type Subject = Pick<LimitCase, "alert" | "broker">;

function throughput(subject: Subject, limit: number, { taken }: FigureSeries): LimitCase[] {
  const at = (framesPerSecond: number): LimitCase => ({
    ...subject,
    ...{ figure: `${framesPerSecond} msg/s`, limit: `< ${limit} msg/s`, fires: framesPerSecond < limit },
    series: taken(framesPerSecond),
  });
  return [at(limit * 0.98), at(limit * 1.02)];
}

function memory(subject: Subject, limit: number, { memory: used }: FigureSeries): LimitCase[] {
  const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
  const at = (share: number): LimitCase => ({
    ...subject,
    ...{ figure: percent(share), limit: `> ${percent(limit)}`, fires: share > limit },
    series: used(share),
  });
  return [at(limit - 0.005), at(limit + 0.005)];
}

/** Of a hundred frames the slowest takes what p99 is to be: among buckets of which one ends at the limit. */
function latency(subject: Subject, limitMs: number): LimitCase[] {
  const at = (ms: number): LimitCase => {
    const edges = [0.8, 1, 1.2].map((of) => of * limitMs);
    const upper = edges.findIndex((edge) => ms <= edge);
    const [from = 0, to = 0] = [edges[upper - 1], edges[upper]];
    // p99 = from + (to - from) * (0.99 - below) / (1 - below), solved for the share below that bucket.
    const place = (ms - from) / (to - from);
    const below = (0.99 - place) / (1 - place);
    const bucket = (edge: string, share: number): SteadySeries => ({
      series: named("frame_latency_seconds_bucket", { broker: subject.broker, ...LOAD, le: edge }),
      ...{ from: 0, perSecond: share * FRAMES_PER_SECOND },
    });
    const buckets = edges.map((edge, index) => bucket(String(edge / 1e3), index < upper ? below : 1));
    return {
      ...subject,
      ...{ figure: `p99 ${ms} ms`, limit: `< ${limitMs} ms`, fires: ms >= limitMs },
      series: [...buckets, bucket("+Inf", 1)],
    };
  };
  return [at(Number((limitMs * 0.99).toFixed(3))), at(Number((limitMs * 1.01).toFixed(3)))];
}

/** One frame is too many. */
function loss(subject: Subject): LimitCase[] {
  const at = (lost: number): LimitCase => ({
    ...subject,
    ...{ figure: `${lost} lost`, limit: "no frame lost", fires: lost > 0 },
    series: [
      { series: named("frames_lost_total", { broker: subject.broker, ...LOAD }), from: 0, jumpsBy: lost },
    ],
  });
  return [at(0), at(1)];
}
