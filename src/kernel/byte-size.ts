/** A number, and perhaps k, m, g, t or p, with or without the word for bytes: as Compose and Prometheus have sizes. */
export const BYTE_SIZE = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)(?:i?b)?$/i;

const FACTORS: Readonly<Record<string, number>> = {
  ...{ "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 },
};

/** In bytes, by powers of 1024: 2097152 of "2m" and of "2MiB"; NaN for what is no size. */
export function bytesOf(written: number | string): number {
  const [, amount = "NaN", unit = ""] = BYTE_SIZE.exec(String(written)) ?? [];
  return Math.floor(Number(amount) * (FACTORS[unit.toLowerCase()] ?? 1));
}
