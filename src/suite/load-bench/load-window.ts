import type { CalmLimits } from "../../calm/calm-limits.ts";
import type { HostSecond } from "../../calm/host-second.ts";
import { type ControlSecond, disturbances } from "../../calm/is-calm.ts";
import { generatorOverloaded } from "../../judges/load.ts";
import type { ControlRun } from "../../traffic/control-run.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { LoadSecond } from "../../traffic/load-seconds.ts";

/** A load, with what else happened on the host meanwhile. */
export interface LoadWindow {
  run: LoadRun;
  /** None where no control was asked for. */
  control: ControlRun | undefined;
  host: readonly HostSecond[];
  /** Why it was not one process of the broker that was measured, if it was not. */
  restarted?: string | undefined;
}

/** A second of the control. */
interface ControlledSecond {
  latenciesMs: Float32Array;
  /** Of the disk that the broker writes to; none where the control writes to another one. */
  fsyncsMs: Float32Array;
}

/** A second of a load, of which it is known whether the host was calm. */
export interface SpeedSecond extends LoadSecond {
  isCalm: boolean;
  /** What disturbed it, in a word each: of the host, the control or the generator, never of the broker. */
  disturbed: readonly string[];
  control?: ControlledSecond;
}

/** What disturbs the host may begin a little before a second's frames are due, and end after the last of them. */
const MARGIN_MS = 250;
const P99 = 0.99;

/** The seconds of a load's measured window. None is calm where the generator was late itself. */
export function speedSeconds(window: LoadWindow, limits: CalmLimits): SpeedSecond[] {
  const isOverloaded = generatorOverloaded(window.run) !== undefined;
  return window.run.latenciesBySecond.map((second, index) => {
    const control = controlOf(window.control, index);
    const figures = control && figuresOf(control);
    const meanwhile = window.host.filter((each) => overlaps(each, second));
    const disturbed = [
      ...new Set(meanwhile.flatMap((each) => disturbances(each, limits, figures))),
      ...(isOverloaded ? ["generator overloaded"] : []),
      ...(meanwhile.length === 0 && !figures ? ["neither host nor control seen"] : []),
    ];
    const isCalm = disturbed.length === 0;
    return { ...second, isCalm, disturbed, ...(control ? { control } : {}) };
  });
}

function overlaps(host: HostSecond, { fromMs, toMs }: LoadSecond): boolean {
  return host.toMs > fromMs - MARGIN_MS && host.fromMs < toMs + MARGIN_MS;
}

/** None where the control did not do its work. */
function controlOf(control: ControlRun | undefined, index: number): ControlledSecond | undefined {
  if (!control || !("figures" in control)) return undefined;
  const { latenciesBySecond, fsyncsBySecond } = control.figures;
  const [second, fsyncs] = [latenciesBySecond[index], fsyncsBySecond[index]];
  if (!second || !fsyncs) return undefined;
  const fsyncsMs = control.disk.isTheBrokersDisk ? fsyncs.tookMs : new Float32Array();
  return { latenciesMs: second.latenciesMs, fsyncsMs };
}

function figuresOf({ latenciesMs, fsyncsMs }: ControlledSecond): ControlSecond {
  return { p99Ms: percentileOf(latenciesMs, P99), fsyncP99Ms: percentileOf(fsyncsMs, P99) };
}

/** By nearest rank; 0 of none. */
export function percentileOf(values: ArrayLike<number>, quantile: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * quantile) - 1)] ?? 0;
}
