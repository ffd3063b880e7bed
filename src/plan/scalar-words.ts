import type { Form, Scalar } from "./expectation.ts";

const YES_NO: Record<Form, readonly [yes: string, no: string]> = { en: ["yes", "no"], pl: ["tak", "nie"] };

const RANGE: Record<Form, (from: string, to: string) => string> = {
  en: (from, to) => `${from} to ${to}`,
  pl: (from, to) => `od ${from} do ${to}`,
};

/** A value in words. @param digits how many a number has at most behind the point; as many as are read without it */
export function describeScalar(value: Scalar, form: Form, digits?: number): string {
  if (typeof value === "boolean") return YES_NO[form][value ? 0 : 1];
  if (typeof value === "string") return value;
  return new Intl.NumberFormat(form, { maximumFractionDigits: digits ?? fractionDigits(value) }).format(
    value,
  );
}

export function describeRange(from: string, to: string, form: Form): string {
  return RANGE[form](from, to);
}

/** How many digits behind the point are read: three in all, or the whole number. */
export function fractionDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) return size >= 1000 ? 0 : 1;
  if (size >= 1) return size >= 10 ? 1 : 2;
  return 3;
}

export function withUnit(text: string, unit: string | undefined): string {
  return unit ? `${text} ${unit}` : text;
}
