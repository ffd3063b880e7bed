const PER_SECOND: Readonly<Record<string, number>> = { s: 1, ms: 1000 };
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * A time of a minute or more in hours, minutes and seconds: "1 h", "10 min 9 s".
 * @returns nothing for a shorter one, one that is not of whole seconds, or what is no time
 */
export function describeLongTime(value: number, unit: string | undefined): string | undefined {
  const seconds = value / (PER_SECOND[unit ?? ""] ?? Number.NaN);
  if (!Number.isInteger(seconds) || seconds < MINUTE) return undefined;
  const parts = [
    [Math.floor(seconds / HOUR), "h"],
    [Math.floor((seconds % HOUR) / MINUTE), "min"],
    [seconds % MINUTE, "s"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(" ");
}

/** As whole seconds, in the same unit; the value itself where it is no time. */
export function inWholeSeconds(value: number, unit: string | undefined): number {
  const perSecond = PER_SECOND[unit ?? ""];
  return perSecond ? Math.round(value / perSecond) * perSecond : value;
}
