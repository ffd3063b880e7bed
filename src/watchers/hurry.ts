/** How much shorter operation's times are made, so that a test sees in seconds what operation sees in minutes. */
export interface Hurry {
  /** Times are divided by this. */
  factor: number;
  /** No range of a query is longer, in seconds. */
  longestRange: number;
  /** No alert has to hold for longer, in seconds. */
  longestFor: number;
}

/** Of the text of a rule file: ranges and `for:` shortened, thresholds and everything else as they are. */
export function hurriedRules(text: string, { factor, longestRange, longestFor }: Hurry): string {
  const shortened = (time: string, longest: number) => {
    const seconds = Math.round(secondsOf(time) / factor);
    return `${Math.min(Math.max(1, seconds), longest)}s`;
  };
  return text
    .replaceAll(/\[(\d+[smh])\]/g, (_, range: string) => {
      const seconds = Number.parseInt(shortened(range, longestRange), 10);
      // A rate needs two samples, of which the second may be late.
      return `[${Math.max(5, seconds)}s]`;
    })
    .replaceAll(/^(\s*for:\s*)(\S+)$/gm, (_, key: string, time: string) => key + shortened(time, longestFor));
}

/** Of the text of prometheus.yml: looks once a second. */
export function hurriedPrometheus(text: string): string {
  return text.replaceAll(
    /^(\s*(?:scrape_interval|scrape_timeout|evaluation_interval|refresh_interval):\s*)\S+$/gm,
    (_, key: string) => `${key}1s`,
  );
}

/** Of the text of alertmanager.yml: tells at once. */
export function hurriedAlertmanager(text: string): string {
  return text.replaceAll(/^(\s*group_(?:wait|interval):\s*)\S+$/gm, (_, key: string) => `${key}1s`);
}

function secondsOf(time: string): number {
  const [, amount, unit = ""] = /^(\d+)([smh])$/.exec(time) ?? [];
  const factor = { s: 1, m: 60, h: 3_600 }[unit];
  if (!factor) throw new Error(`${time} is not written as 30s, 5m or 1h`);
  return Number(amount) * factor;
}
