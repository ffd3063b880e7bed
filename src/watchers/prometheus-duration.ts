const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

const PART = /(\d+)(ms|[smhdwy])/g;

/** Whether Prometheus and Alertmanager read the text as a length of time: "30s", "1m30s", "0". */
export function isDuration(text: string): boolean {
  return text === "0" || /^(\d+(ms|[smhdwy]))+$/.test(text);
}

/** The seconds of a length of time as Prometheus and Alertmanager write it. @throws Error for another text */
export function secondsOf(text: string): number {
  if (!isDuration(text)) throw new Error(`${text} is not a length of time as 30s, 5m or 1h30m`);
  return [...text.matchAll(PART)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0),
    0,
  );
}

/** A length of time as both write it: in whole milliseconds where it is no number of seconds. */
export function durationOf(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1e3)}ms`;
}
