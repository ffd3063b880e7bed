import { type CalmLimits, calmLimits } from "../../calm/calm-limits.ts";
import { whoUsedTheHost } from "../../calm/who-used-the-host.ts";
import type { Decision } from "../../judges/decided.ts";
import { successPercent } from "../../judges/delivery.ts";
import { deliveryCause } from "../../judges/delivery-cause.ts";
import { generatorOverloaded, latencyUnknown, lossUnknown, speedUnknown } from "../../judges/load.ts";
import { slowSeconds } from "../../judges/sustained.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Estimate } from "../../plan/estimate.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { rawFiles } from "../../traffic/load-result.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { lessThanShare } from "../../traffic/shares.ts";
import type { Details, Timed } from "../record/criterion.ts";
import { lossOf } from "../record/delivery-record.ts";
import { type LoadWindow, type SpeedSecond, speedSeconds } from "./load-window.ts";
import { type Intended, inTime, missingLatencies, otherFrames, shorter, slower } from "./other-load.ts";
import { Speed } from "./speed.ts";
import { interruptionIn, sustainedInAll, type WatchedWindow } from "./steadiness.ts";
import { timelineCharts } from "./timeline-charts.ts";
import { windowsTogether } from "./windows-together.ts";

type WhyUnknown = (run: LoadRun, intended: Intended, window: LoadWindow) => string | undefined;

const KIB = 1_024;
/** A broker that starts anew in between is measured in part, whoever has started it. */
const restarted: WhyUnknown = (_run, _intended, window) => window.restarted;
/** Why a run shows no rate, and no percentile. */
const OF_RATE: readonly WhyUnknown[] = [restarted, inTime(speedUnknown), otherFrames, shorter];
const OF_P99: readonly WhyUnknown[] = [
  restarted,
  inTime(latencyUnknown),
  missingLatencies,
  otherFrames,
  shorter,
  slower,
];

/** What a load came to, in one window or several. A value that it could not show throws. */
export class MeasuredLoad {
  readonly #windows: readonly [LoadWindow, ...LoadWindow[]];
  readonly #seconds: readonly (readonly SpeedSecond[])[];
  readonly #run: LoadRun;
  readonly #intended: Intended;
  readonly #speed: Speed;

  /** @param options.confidencePercent of each interval */
  constructor(
    windows: readonly [LoadWindow, ...LoadWindow[]],
    intended: Intended,
    { confidencePercent, limits = calmLimits() }: { confidencePercent: number; limits?: CalmLimits },
  ) {
    this.#windows = windows;
    this.#intended = intended;
    this.#run = windowsTogether(windows.map(({ run }) => run) as [LoadRun, ...LoadRun[]]);
    this.#seconds = windows.map((window) => speedSeconds(window, limits));
    this.#speed = new Speed(this.#seconds, { confidencePercent });
  }

  /** Whether another window could decide what is open still: what a window could not show, more of them do not show either. */
  get isOpen(): boolean {
    if (this.#isCutShort) return false;
    const { rate, p99Ms } = this.#intended;
    const isOpen = ({ status }: Decision) => status === "open";
    const isRateOpen = !this.#reason(OF_RATE) && isOpen(this.#speed.rate(rate));
    return isRateOpen || (p99Ms !== undefined && !this.#reason(OF_P99) && isOpen(this.#speed.p99(p99Ms)));
  }

  /**
   * Frames received intact per second.
   * @throws Undetermined when the frames or the time were others than asked for
   */
  get achievedRate(): Estimate {
    this.#unless(...OF_RATE);
    this.#controlIsTrue();
    return this.#decided(this.#speed.rate(this.#intended.rate));
  }

  /** Frames confirmed and received intact, of all that were due. @throws Undetermined when the drain did not end */
  get successPercent(): number {
    const percent = successPercent(this.#unless(lossUnknown).delivery);
    if (percent === undefined) throw new Undetermined("the load sent no frame");
    return percent;
  }

  /**
   * Frames that did not come out once and as they were sent, by what became of them.
   * @throws Undetermined when nothing of the kind was seen and the drain did not end
   */
  get astray(): Readonly<Record<string, Scalar>> {
    const { delivery } = this.#run;
    const { duplicated, corrupted, unexpected } = delivery;
    if (duplicated + corrupted + unexpected === 0) this.#unless(lossUnknown);
    return { ...lossOf(delivery), ...(lossUnknown(this.#run) ? { lost: "unknown" } : {}) };
  }

  /** Frames that were due and not confirmed: refused, unknown or never sent. */
  get unconfirmed(): number {
    const { attempted, confirmed } = this.#run.delivery;
    return attempted - confirmed;
  }

  /** For how long the broker confirmed and handed out in time what was due, second by second: in the worst of its windows. */
  get sustained(): Timed {
    this.#unless(inTime(speedUnknown), otherFrames);
    return sustainedInAll(this.#watched, leastOf(this.#intended.rate));
  }

  /** The longest time of each window in which none was confirmed or none came out. */
  get interruptions(): Timed[] {
    this.#unless(inTime(speedUnknown));
    return this.#watched.map(interruptionIn);
  }

  /**
   * The 99th percentile from due to received, in ms.
   * @throws Undetermined when clocks differ or there are too few
   */
  get p99Ms(): Estimate {
    const { p99Ms } = this.#intended;
    this.#unless(...OF_P99);
    this.#controlIsTrue();
    const areEnough = this.#windows.every(({ run }) => run.received !== undefined);
    if (!areEnough || !p99Ms) throw new Undetermined("the load has too few latencies for a 99th percentile");
    return this.#decided(this.#speed.p99(p99Ms));
  }

  /** Of the smallest frame that came out, in KiB. */
  get leastKiB(): number {
    const { least } = this.#run.bytes;
    if (least === 0) throw new Undetermined("no frame of the measured time came out");
    return least / KIB;
  }

  /** What became of the frames, and why if not all were taken, to stand beside the success rate. */
  get fates(): Details {
    const { attempted, confirmed, refused, unknown, unsent, lost, duplicated, corrupted, unexpected } =
      this.#run.delivery;
    const why = Object.keys({ ...this.#run.refusals, ...this.#run.connectionLosses }).join("; ");
    const [short] = lessThanShare(this.#run.shares);
    return {
      ...{ attempted, confirmed, refused, unknown, unsent, lost, duplicated, corrupted, unexpected },
      ...(why ? { "the broker said": why } : {}),
      ...(short ? { producers: short } : {}),
    };
  }

  /** What stands beside frames that went astray. The order is told alone: no broker promises it to several consumers. */
  get ways(): Details {
    const { delivery } = this.#run;
    const { attempted, confirmed, received, reordered } = delivery;
    // As long as frames may come, none is lost.
    const cause = deliveryCause(lossUnknown(this.#run) ? { ...delivery, lost: 0 } : delivery);
    return { attempted, confirmed, received, reordered, ...(cause ? { seen: cause } : {}) };
  }

  /** What stands beside rate and latency, rounded for reading. */
  get speeds(): Details {
    const { received, generator, measuredSeconds, clock, bytes } = this.#run;
    const ms = (value?: number) => (value === undefined ? "none received" : Number(value.toFixed(2)));
    return {
      "measured s": Number(measuredSeconds.toFixed(1)),
      "p50 ms": ms(received?.p50Ms),
      "p99.9 ms": ms(received?.p999Ms),
      "max ms": ms(received?.maxMs),
      "frames late by the generator": generator.late,
      "bytes a frame": Math.round(bytes.mean),
      "clocks agree within ms": ms(clock.withinMs),
    };
  }

  /** What stands beside the time in which the rate was kept. */
  get seconds(): Details {
    const { window, measuredSeconds } = this.#run;
    const slow = slowSeconds(window, leastOf(this.#intended.rate));
    return {
      "measured s": Number(measuredSeconds.toFixed(1)),
      "slow seconds": slow.length,
      ...(slow[0] === undefined ? {} : { "the first of them": slow[0] }),
    };
  }

  /** What stands beside the longest interruption, in seconds. */
  get waits(): Details {
    const { confirmed, received } = this.#run.interruption;
    const s = (value: number) => Number(value.toFixed(2));
    return { "without a confirmed frame s": s(confirmed), "without a received frame s": s(received) };
  }

  /** The load from second to second, and its latencies, by title, as SVG. @param what "Messages through Redis" */
  charts(what: string): Map<string, string> {
    const { timeline, histograms } = this.#run;
    const leastRate = leastOf(this.#intended.rate);
    return timelineCharts(what, { timeline, received: histograms.received, leastRate });
  }

  /** Histograms and timeline. */
  get files(): Record<string, string> {
    return rawFiles(this.#run);
  }

  #unless(...unknown: readonly WhyUnknown[]): LoadRun {
    const reason = this.#reason(unknown);
    if (reason) throw new Undetermined(reason);
    return this.#run;
  }

  #reason(unknown: readonly WhyUnknown[]): string | undefined {
    return this.#windows
      .flatMap((window) => unknown.map((why) => why(window.run, this.#intended, window)))
      .find((each) => each !== undefined);
  }

  /**
   * Says nothing against a broker where too few seconds were calm to decide.
   * @throws Undetermined when seconds were left out for another reason than what host, control and generator did
   */
  #decided({ status, estimate, of }: Decision): Estimate {
    if (status !== "open" || of === "calm seconds") return estimate;
    const seconds = this.#seconds.flat();
    const calm = seconds.filter(({ isCalm }) => isCalm).length;
    const groundless = seconds.filter(({ isCalm, disturbed }) => !isCalm && disturbed.length === 0).length;
    if (groundless > 0) {
      throw new Undetermined(`${groundless} seconds are left out, and neither host nor control says why`);
    }
    const host = { seconds: this.#windows.flatMap((window) => window.host) };
    const overloaded = this.#windows.map(({ run }) => generatorOverloaded(run)).find((each) => each);
    const why = [whoUsedTheHost(host), ...(overloaded ? [overloaded] : [])].join("; ");
    return { ...estimate, unknown: `only ${calm} of ${seconds.length} seconds were calm: ${why}` };
  }

  /** @throws Undetermined when a control confirmed what it had not done: by what is it known then that the host was calm? */
  #controlIsTrue(): void {
    for (const { control } of this.#windows)
      if (control && "isUntrue" in control) throw new Undetermined(`the control is none: ${control.unknown}`);
  }

  get #watched(): WatchedWindow[] {
    return this.#windows.map((window, index) => ({ window, seconds: this.#seconds[index] ?? [] }));
  }

  /** A drain that did not end, or a run that was ended, says that another window would not go better. */
  get #isCutShort(): boolean {
    return this.#run.isInterrupted || !this.#run.drain.isComplete;
  }
}

function leastOf(rate: Intended["rate"]): number {
  return "atLeast" in rate ? rate.atLeast : rate.moreThan;
}
