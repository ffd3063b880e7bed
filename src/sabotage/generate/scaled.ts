/** Units of a kind, the smallest first, each with how many of the one before it make it up. */
const LADDERS: readonly (readonly (readonly [string, number])[])[] = [
  [
    ["ms", 1],
    ["s", 1000],
    ["m", 60],
    ["h", 60],
    ["d", 24],
  ],
  [
    ["b", 1],
    ["kb", 1024],
    ["mb", 1024],
    ["gb", 1024],
  ],
];
const AMOUNT = /^(-?\d+(?:\.\d+)?)([a-zA-Z]*)$/;

/** Whether a text is a number, a duration or a size. */
export function isAmount(text: string): boolean {
  const [, , unit] = AMOUNT.exec(text) ?? [];
  return unit === "" || (unit !== undefined && ladderOf(unit) !== undefined);
}

/**
 * An amount off by a factor: "5s" and ten is "50s", a tenth of it "500ms". Whole numbers stay whole; the smallest of a number
 * above one is one.
 * @throws Error when the text is no amount
 */
export function scaled(text: string, factor: number): string {
  const [, number = "", unit = ""] = AMOUNT.exec(text) ?? [];
  const amount = tidy(Number(number) * factor);
  if (number === "") throw new Error(`"${text}" is no amount`);
  const ladder = ladderOf(unit);
  if (number.includes(".") || Number.isInteger(amount)) return `${amount}${unit}`;
  if (!ladder) return String(Number(number) > 1 ? Math.max(1, Math.round(amount)) : Math.round(amount));
  const at = ladder.findIndex(([name]) => name === unit.toLowerCase());
  const [smaller] = ladder[at - 1] ?? [];
  if (smaller === undefined) return `${Math.max(1, Math.round(amount))}${unit}`;
  const spelt = unit === unit.toUpperCase() ? smaller.toUpperCase() : smaller;
  return `${Math.round(amount * (ladder[at]?.[1] ?? 1))}${spelt}`;
}

/** A number above zero tenfold and as a tenth; of zero there is no tenth, and ten times is one. */
export function offByTen(text: string): { kind: "times ten" | "a tenth"; to: string }[] {
  if (/^0+$/.test(text)) return [{ kind: "times ten", to: "1" }];
  return [
    { kind: "times ten", to: scaled(text, 10) },
    { kind: "a tenth", to: scaled(text, 0.1) },
  ];
}

function ladderOf(unit: string) {
  return LADDERS.find((ladder) => ladder.some(([name]) => name === unit.toLowerCase()));
}

/** Without what binary fractions leave over. */
function tidy(amount: number): number {
  return Number(amount.toPrecision(12));
}
