import type { RecordableHistogram } from "node:perf_hooks";
import type { Delivery } from "../judges/delivery.ts";
import { messageOf } from "../kernel/problem.ts";
import type { FrameHistory } from "./history.ts";
import { LatencyBuckets } from "./latency-buckets.ts";
import { remoteWrite, type SeriesValue } from "./remote-write.ts";

const COUNTED = ["sent", "confirmed", "refused", "received"] as const;
const JUDGED = ["lost", "duplicated", "corrupted"] as const;

type Counts = Record<(typeof COUNTED)[number], number>;

export interface LoadMetricsOptions {
  /** Prometheus' remote-write receiver. */
  url: string;
  broker: string;
  /** Called once, with the reason, when it cannot be reached: the load goes on without. */
  onFailure: (reason: string) => void;
}

/**
 * Tells Prometheus how a load goes, once a second: counters of frames and the latencies as a histogram. docs/metrics.md
 * has the names, which any producer or consumer of the system may use.
 */
export class LoadMetrics {
  readonly #options: LoadMetricsOptions;
  readonly #latencies = new LatencyBuckets();
  #judged: Record<(typeof JUDGED)[number], number> = { lost: 0, duplicated: 0, corrupted: 0 };
  #counts: Counts = { sent: 0, confirmed: 0, refused: 0, received: 0 };
  #hasFailed = false;
  #underWay: Promise<void> | undefined;

  constructor(options: LoadMetricsOptions) {
    this.#options = options;
  }

  /** Zeros, so that the first frame already counts as an increase. */
  async begin(): Promise<void> {
    await this.#push();
  }

  /** @param latencies of the second that has ended, in nanoseconds. A second that finds the last one still on its way goes with the next. */
  second(history: FrameHistory, latencies: RecordableHistogram): void {
    this.#counts = pick(history.counts);
    this.#latencies.add(latencies);
    if (this.#underWay) return;
    this.#underWay = this.#push().finally(() => {
      this.#underWay = undefined;
    });
  }

  /** What the load came to. */
  async end(delivery: Delivery): Promise<void> {
    await this.#underWay;
    const { attempted, unsent, lost, duplicated, corrupted } = delivery;
    this.#counts = pick({ ...delivery, sent: attempted - unsent });
    this.#judged = { lost, duplicated, corrupted };
    await this.#push();
  }

  async #push(): Promise<void> {
    if (this.#hasFailed) return;
    const { url, broker, onFailure } = this.#options;
    const own = { job: "load-test", instance: `load-${process.pid}`, broker };
    try {
      await remoteWrite(url, this.#values(own), Date.now());
    } catch (thrown) {
      this.#hasFailed = true;
      onFailure(messageOf(thrown));
    }
  }

  #values(own: Record<string, string>): SeriesValue[] {
    const value = (name: string, amount: number, labels: Record<string, string> = {}): SeriesValue => ({
      labels: { __name__: name, ...own, ...labels },
      value: amount,
    });
    return [
      ...COUNTED.map((name) => value(`frames_${name}_total`, this.#counts[name])),
      ...JUDGED.map((name) => value(`frames_${name}_total`, this.#judged[name])),
      ...this.#latencies.counts.map(([le, count]) => value("frame_latency_seconds_bucket", count, { le })),
      value("frame_latency_seconds_sum", this.#latencies.sumSeconds),
      value("frame_latency_seconds_count", this.#latencies.count),
    ];
  }
}

function pick({ sent, confirmed, refused, received }: Counts): Counts {
  return { sent, confirmed, refused, received };
}
