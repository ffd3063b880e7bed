import type { TimeInterval } from "./alertmanager-settings.ts";

const DAYS = 366;
const DAY_MS = 86_400_000;
const MINUTES = 1_440;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = [
  ...["january", "february", "march", "april", "may", "june", "july", "august", "september"],
  ...["october", "november", "december"],
];

/** Minutes of a day, from and up to. */
type Span = readonly [from: number, to: number];

/**
 * The first day of the coming year on which an interval holds for a while, with the hours; `undefined` if there is none.
 * Looked at are the days of the calendar as the interval has them, whatever its location.
 */
export function firstHeld(intervals: readonly TimeInterval[], now = new Date()): string | undefined {
  for (const day of daysFrom(now)) {
    const [span] = intervals.flatMap((each) => spansOf(each, day));
    if (span) return `${nameOf(day)} ${clock(span[0])} to ${clock(span[1])}`;
  }
  return undefined;
}

/**
 * The first day of the coming year that the intervals together do not cover, with the first hour that is left out;
 * `undefined` if they cover all. What is in different locations is not added up.
 */
export function firstUncovered(intervals: readonly TimeInterval[], now = new Date()): string | undefined {
  const byLocation = [...Map.groupBy(intervals, ({ location = "" }) => location).values()];
  const gaps = byLocation.map((each) => gapIn(each, now));
  if (gaps.includes(undefined)) return undefined;
  return gaps[0] ?? `${nameOf(now)} 00:00`;
}

function gapIn(intervals: readonly TimeInterval[], now: Date): string | undefined {
  for (const day of daysFrom(now)) {
    const spans = intervals.flatMap((each) => spansOf(each, day)).sort(([a], [b]) => a - b);
    let covered = 0;
    for (const [from, to] of spans) if (from <= covered) covered = Math.max(covered, to);
    if (covered < MINUTES) return `${nameOf(day)} ${clock(covered)}`;
  }
  return undefined;
}

function daysFrom(now: Date): Date[] {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return Array.from({ length: DAYS }, (_, index) => new Date(first + index * DAY_MS));
}

/** The spans of that day in which an interval holds. */
function spansOf({ times, weekdays, days_of_month, months, years }: TimeInterval, day: Date): Span[] {
  const date = day.getUTCDate();
  const lastDate = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const isDate = ([from, to]: Span) => {
    const counted = (each: number) => (each < 0 ? lastDate + 1 + each : each);
    return date >= counted(from) && date <= counted(to);
  };
  const isIn =
    within(weekdays, day.getUTCDay(), WEEKDAYS) &&
    within(months, day.getUTCMonth() + 1, ["", ...MONTHS]) &&
    within(years, day.getUTCFullYear(), []) &&
    (!days_of_month?.length || days_of_month.map((each) => rangeOf(each, [])).some(isDate));
  if (!isIn) return [];
  if (!times?.length) return [[0, MINUTES]];
  return times
    .map(({ start_time, end_time }): Span => [minuteOf(start_time), minuteOf(end_time)])
    .filter(([from, to]) => from < to);
}

function within(ranges: readonly string[] | undefined, value: number, names: readonly string[]): boolean {
  if (!ranges?.length) return true;
  return ranges.map((each) => rangeOf(each, names)).some(([from, to]) => value >= from && value <= to);
}

/** "monday:friday", "1:5", "-1", "december". */
function rangeOf(text: string, names: readonly string[]): Span {
  const [from = "", to = from] = text.toLowerCase().split(":");
  const number = (each: string) => {
    const index = names.indexOf(each.trim());
    return index < 0 ? Number(each) : index;
  };
  return [number(from), number(to)];
}

function minuteOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function nameOf(day: Date): string {
  return `${WEEKDAYS[day.getUTCDay()]} ${day.toISOString().slice(0, 10)}`;
}
