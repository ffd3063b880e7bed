import type { Base } from "./quantities.ts";

/** What a unit of Grafana counts: the base it is of, any where it says none, and how much of it one is. */
export interface GrafanaUnit {
  base: Base | "any";
  factor: number;
}

const of = (base: Base | "any", units: Record<string, number>) =>
  Object.entries(units).map(([id, factor]): [string, GrafanaUnit] => [id, { base, factor }]);

const KIB = 1024;
const MINUTE = 60;

const UNITS: ReadonlyMap<string, GrafanaUnit> = new Map([
  ...of("any", { none: 1, short: 1, sishort: 1, locale: 1, string: 1 }),
  ...of("state", { bool: 1, bool_yes_no: 1, bool_on_off: 1 }),
  ...of("s", { s: 1, ms: 1e-3, µs: 1e-6, μs: 1e-6, ns: 1e-9, m: MINUTE, h: 3_600, d: 86_400 }),
  ...of("s", { dtdurations: 1, dthms: 1, clocks: 1, dtdurationms: 1e-3, clockms: 1e-3 }),
  ...of("bytes", { bytes: 1, decbytes: 1, bits: 1 / 8, decbits: 1 / 8 }),
  ...of("bytes", { kbytes: KIB, mbytes: KIB ** 2, gbytes: KIB ** 3, tbytes: KIB ** 4 }),
  ...of("bytes", { deckbytes: 1e3, decmbytes: 1e6, decgbytes: 1e9, dectbytes: 1e12 }),
  ...of("share", { percentunit: 1, percent: 0.01 }),
  ...of("per second", {
    reqps: 1,
    ops: 1,
    cps: 1,
    wps: 1,
    rps: 1,
    iops: 1,
    eps: 1,
    mps: 1,
    recps: 1,
    rowsps: 1,
  }),
  ...of("per second", {
    reqpm: 1 / MINUTE,
    opm: 1 / MINUTE,
    cpm: 1 / MINUTE,
    wpm: 1 / MINUTE,
    rpm: 1 / MINUTE,
  }),
  ...of("per second", { recpm: 1 / MINUTE, rowspm: 1 / MINUTE, mpm: 1 / MINUTE, epm: 1 / MINUTE }),
]);

/** Words behind a number that someone has made up: of what they are by their ends. */
const SUFFIXES: readonly [RegExp, GrafanaUnit][] = [
  [/(\/|per ?)(s|sec|second)$/i, { base: "per second", factor: 1 }],
  [/(\/|per ?)(m|min|minute)$/i, { base: "per second", factor: 1 / MINUTE }],
  [/(\/|per ?)(h|hour)$/i, { base: "per second", factor: 1 / 3_600 }],
  [/^%$/, { base: "share", factor: 0.01 }],
  [/^(s|sec|seconds?)$/i, { base: "s", factor: 1 }],
  [/^(ms|milliseconds?)$/i, { base: "s", factor: 1e-3 }],
  [/^([µμu]s|microseconds?)$/i, { base: "s", factor: 1e-6 }],
  [/^(B|bytes?)$/i, { base: "bytes", factor: 1 }],
  [/^(KB|kB)$/, { base: "bytes", factor: 1e3 }],
  [/^KiB$/, { base: "bytes", factor: KIB }],
  [/^MB$/, { base: "bytes", factor: 1e6 }],
  [/^MiB$/, { base: "bytes", factor: KIB ** 2 }],
];

/** What a unit counts, by its id; `undefined` for one that is not known here. Without a unit a number is a number. */
export function grafanaUnit(id: string): GrafanaUnit | undefined {
  if (id === "") return { base: "any", factor: 1 };
  const [, words] = /^(?:suffix|prefix):(.*)$/s.exec(id) ?? [];
  if (words === undefined) return UNITS.get(id);
  const [, unit] = SUFFIXES.find(([end]) => end.test(words.trim())) ?? [];
  return unit ?? { base: "any", factor: 1 };
}
