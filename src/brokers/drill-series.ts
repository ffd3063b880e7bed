/** A series as promtool's unit tests give it: constant, growing by the same every second, or with one jump. */
export interface SteadySeries {
  /** Name and labels: `redis_up{broker="redis"}`. */
  series: string;
  from: number;
  perSecond?: number;
  /** At half of its time. */
  jumpsBy?: number;
}

/** The series by which Prometheus knows figures of a broker: so that rules can be tried at any figure. */
export interface FigureSeries {
  /** Frames that it takes per second from producers that are connected. */
  taken(framesPerSecond: number): SteadySeries[];
  /** Share of its memory limit that is used, 0 to 1. */
  memory(share: number): SteadySeries[];
}

/** Name and labels as PromQL writes them. */
export function named(metric: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${metric}{${pairs.join(", ")}}`;
}
