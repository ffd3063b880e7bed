import type { Broker } from "../../brokers/broker.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { successPercent } from "../../judges/delivery.ts";
import { lossUnknown, speedUnknown } from "../../judges/load.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Profile } from "../../plan/profile.ts";
import { thresholdOf } from "../../plan/threshold-of.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { FrameSource } from "../../traffic/frame-source.ts";
import { jpegFrames } from "../../traffic/jpeg-frames.ts";
import { carryOut } from "../../traffic/load-order.ts";
import { rawFiles } from "../../traffic/load-result.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { Details } from "../record/criterion.ts";
import { ABOVE, plannedRate } from "./planned-rate.ts";
import { timelineCharts } from "./timeline-charts.ts";

/** A broker under test, as a load needs it. */
export interface Loadable {
  readonly service: RunningService;
  readonly broker: Broker;
  /** The destination of its frames. */
  readonly framesAt: string;
}

interface Offer {
  source: FrameSource;
  framesPerSecond: number;
  seconds: number;
  /** What the plan asks for. */
  leastRate: number;
}

/** Pictures are offered further above what has to be reached than messages are. */
const FRAMES_ABOVE = 1.1;
const SECONDS = {
  warmup: { quick: 2, full: 10 },
  messages: { quick: 16 },
  frames: { quick: 20, full: 120 },
};
const MESSAGE_BYTES = 1024;

/** Open-loop loads, each run once for a broker and shared by the tests of a file. */
export class LoadBench {
  readonly #profile: Profile;
  readonly #runs = new Map<string, Promise<MeasuredLoad>>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** Small messages at the plan's rate, in the full profile for as long as the plan says. */
  messages(broker: Loadable): Promise<MeasuredLoad> {
    const seconds =
      this.#profile === "quick" ? SECONDS.messages.quick : thresholdOf("sustainedTime", "atLeast") * ABOVE;
    return this.#once(`messages ${broker.broker.id}`, broker, async () => ({
      source: { frameBytes: MESSAGE_BYTES },
      framesPerSecond: plannedRate(),
      seconds,
      leastRate: thresholdOf("sustainedRate", "atLeast"),
    }));
  }

  /** JPEG frames of real size at the plan's rate. */
  frames(broker: Loadable): Promise<MeasuredLoad> {
    const rate = thresholdOf("frameRate", "moreThan");
    return this.#once(`frames ${broker.broker.id}`, broker, async () => ({
      source: { folder: await jpegFrames() },
      framesPerSecond: rate * FRAMES_ABOVE,
      seconds: SECONDS.frames[this.#profile],
      leastRate: rate,
    }));
  }

  #once(name: string, broker: Loadable, offer: () => Promise<Offer>): Promise<MeasuredLoad> {
    const run = this.#runs.get(name) ?? offer().then((each) => this.#run(broker, each));
    this.#runs.set(name, run);
    return run;
  }

  async #run(
    broker: Loadable,
    { source, framesPerSecond, seconds, leastRate }: Offer,
  ): Promise<MeasuredLoad> {
    const run = await carryOut({
      mustBeFree: true,
      target: await targetOfRunning(broker.broker, broker.service, broker.framesAt),
      source,
      framesPerSecond,
      warmupSeconds: SECONDS.warmup[this.#profile],
      durationSeconds: seconds,
    });
    return new MeasuredLoad(run, leastRate);
  }
}

/** What a load came to. A value that it could not show throws. */
export class MeasuredLoad {
  readonly #run: LoadRun;
  readonly #leastRate: number;

  /** @param leastRate frames per second that the plan asks for */
  constructor(run: LoadRun, leastRate: number) {
    this.#run = run;
    this.#leastRate = leastRate;
  }

  /** Frames received intact per second. @throws Undetermined when the generator was overloaded */
  get achievedRate(): number {
    return this.#unless(speedUnknown).achievedRate;
  }

  /** Frames confirmed and received intact, of all that were due. @throws Undetermined when the drain did not end */
  get successPercent(): number {
    const percent = successPercent(this.#unless(lossUnknown).delivery);
    if (percent === undefined) throw new Undetermined("the load sent no frame");
    return percent;
  }

  /** For how long the broker confirmed what was due. */
  get sustainedSeconds(): number {
    return this.#unless(speedUnknown).sustainedSeconds;
  }

  /** From due to received. @throws Undetermined when the generator was overloaded or there are too few latencies */
  get p99Ms(): number {
    const { received } = this.#unless(speedUnknown);
    if (!received) throw new Undetermined("the load has too few latencies for a 99th percentile");
    return received.p99Ms;
  }

  /** What became of the frames, and why if not all were taken, to stand beside the success rate. */
  get fates(): Details {
    const { attempted, confirmed, refused, unknown, lost, duplicated, corrupted, unexpected } =
      this.#run.delivery;
    const why = Object.keys({ ...this.#run.refusals, ...this.#run.connectionLosses }).join("; ");
    const fates = { attempted, confirmed, refused, unknown, lost, duplicated, corrupted, unexpected };
    return why ? { ...fates, "the broker said": why } : fates;
  }

  /** What stands beside rate and latency, rounded for reading. */
  get speeds(): Details {
    const { received, generator, measuredSeconds } = this.#run;
    const ms = (value?: number) => (value === undefined ? "none received" : Number(value.toFixed(2)));
    return {
      "measured s": Number(measuredSeconds.toFixed(1)),
      "p50 ms": ms(received?.p50Ms),
      "p99.9 ms": ms(received?.p999Ms),
      "max ms": ms(received?.maxMs),
      "frames late by the generator": generator.late,
    };
  }

  /** The load from second to second, and its latencies, by title, as SVG. @param what "Messages through Redis" */
  charts(what: string): Map<string, string> {
    const { timeline, histograms } = this.#run;
    return timelineCharts(what, { timeline, received: histograms.received, leastRate: this.#leastRate });
  }

  /** Histograms and timeline. */
  get files(): Record<string, string> {
    return rawFiles(this.#run);
  }

  #unless(unknown: (run: LoadRun) => string | undefined): LoadRun {
    const reason = unknown(this.#run);
    if (reason) throw new Undetermined(reason);
    return this.#run;
  }
}
