import { type Decision, decide } from "../../judges/decided.ts";
import { quantileInterval } from "../../judges/quantile-interval.ts";
import { rateInterval } from "../../judges/rate-interval.ts";
import type { Estimate } from "../../plan/estimate.ts";
import type { Comparison } from "../../plan/schema.ts";
import type { LoadSecond } from "../../traffic/load-seconds.ts";
import { percentileOf, type SpeedSecond } from "./load-window.ts";

type Windows = readonly (readonly SpeedSecond[])[];

const P99 = 0.99;

/** The speed of a load that was run in one window or several. */
export class Speed {
  readonly #windows: Windows;
  readonly #confidencePercent: number;

  /** @param options.confidencePercent of each interval */
  constructor(windows: Windows, { confidencePercent }: { confidencePercent: number }) {
    this.#windows = windows;
    this.#confidencePercent = confidencePercent;
  }

  /** Frames per second that came out intact. */
  rate(expected: Comparison): Decision {
    return decide(this.#windows, (windows) => this.#rateOf(windows), expected);
  }

  /** The 99th percentile from due to received, in ms. */
  p99(expected: Comparison): Decision {
    return decide(this.#windows, (windows) => this.#p99Of(windows), expected);
  }

  #rateOf(windows: Windows): Estimate {
    return rateOf(windows, { confidencePercent: this.#confidencePercent });
  }

  #p99Of(windows: Windows): Estimate {
    const seconds = windows.flat();
    const blocks = seconds.map(({ latenciesMs }) => latenciesMs);
    const interval = quantileInterval(blocks, P99, this.#of(seconds));
    const control = controlP99(seconds);
    return { ...(interval ?? this.#nothing), ...(control === undefined ? {} : { control }) };
  }

  /** Where no frame came out. */
  get #nothing(): Estimate {
    return { value: Number.NaN, confidencePercent: this.#confidencePercent, samples: 0 };
  }

  #of(seconds: readonly SpeedSecond[]): { confidencePercent: number; seconds: number } {
    return {
      confidencePercent: this.#confidencePercent,
      seconds: total(seconds, (each) => each.seconds),
    };
  }
}

/** Frames per second that came out intact, of a load in one window or several. */
export function rateOf(
  windows: readonly (readonly LoadSecond[])[],
  { confidencePercent }: { confidencePercent: number },
): Estimate {
  const all = windows.flat();
  const [due, intact] = [total(all, (each) => each.due), total(all, (each) => each.intact)];
  const of = { confidencePercent, seconds: total(all, (each) => each.seconds) };
  if (due === 0) return { value: Number.NaN, samples: 0, ...of };
  const delays = windows.map((window) => window.flatMap(leastDelay));
  const rate = rateInterval(delays, { asked: due / of.seconds, share: intact / due, ...of });
  return { ...rate, ...of, samples: due };
}

function leastDelay({ fromMs, toMs, leastDelaysMs }: LoadSecond) {
  const delayMs = Math.min(...leastDelaysMs);
  return Number.isFinite(delayMs) ? [{ atSeconds: (fromMs + toMs) / 2e3, delayMs }] : [];
}

/** The same percentile of the same seconds without any broker, where the control ran in all of them. */
function controlP99(seconds: readonly SpeedSecond[]): number | undefined {
  const controls = seconds.flatMap(({ control }) => (control ? [control.latenciesMs] : []));
  if (controls.length === 0 || controls.length < seconds.length) return undefined;
  return percentileOf(
    controls.flatMap((each) => [...each]),
    P99,
  );
}

function total<T>(of: readonly T[], figure: (each: T) => number): number {
  return of.reduce((sum, each) => sum + figure(each), 0);
}
