import { type Estimate, judgeEstimate } from "./estimate.ts";
import type { Form } from "./expectation.ts";
import { describeRange, describeScalar, fractionDigits, withUnit } from "./scalar-words.ts";
import type { Expectation } from "./schema.ts";

interface Words {
  confidence: (interval: string, percent: string, samples: string) => string;
  tooFew: (samples: string) => string;
  orMore: string;
  orLess: string;
  control: (value: string) => string;
}

const WORDS: Record<Form, Words> = {
  en: {
    confidence: (interval, percent, samples) => `${interval} with ${percent} % confidence, of ${samples}`,
    tooFew: (samples) => `of ${samples}, too few for an interval`,
    orMore: "or more",
    orLess: "or less",
    control: (value) => `of it ${value} without any broker`,
  },
  pl: {
    confidence: (interval, percent, samples) => `${interval} z ufnością ${percent} %, z ${samples}`,
    tooFew: (samples) => `z ${samples}, za mało na przedział`,
    orMore: "lub więcej",
    orLess: "lub mniej",
    control: (value) => `z tego ${value} bez brokera`,
  },
};

/** More digits than a double has. */
const MOST_DIGITS = 17;

/** "7.4 ms (6.9 to 8.1 with 99 % confidence, of 2,200), of it 2.1 ms without any broker". */
export function describeEstimate(
  estimate: Estimate,
  expected: Expectation,
  unit?: string,
  form: Form = "en",
): string {
  const words = WORDS[form];
  const digits = digitsOf(estimate, expected);
  const number = (value: number) => describeScalar(value, form, digits);
  const interval = rangeOf(estimate, form, digits);
  const samples = describeScalar(estimate.samples, form);
  const how = interval
    ? words.confidence(interval, describeScalar(estimate.confidencePercent, form), samples)
    : words.tooFew(samples);
  const beside =
    estimate.control === undefined ? [] : [words.control(withUnit(number(estimate.control), unit))];
  return [`${withUnit(number(estimate.value), unit)} (${how})`, ...beside].join(", ");
}

/** The value alone: "7.4 ms". */
export function describeValue(
  estimate: Estimate,
  expected: Expectation,
  unit?: string,
  form: Form = "en",
): string {
  return withUnit(describeScalar(estimate.value, form, digitsOf(estimate, expected)), unit);
}

/** "8.9 to 11.6 ms"; "8.9 ms or more" where there is one end; nothing where there is none. */
export function describeInterval(
  estimate: Estimate,
  expected: Expectation,
  unit?: string,
  form: Form = "en",
): string | undefined {
  return rangeOf(estimate, form, digitsOf(estimate, expected), unit);
}

function rangeOf({ low, high }: Estimate, form: Form, digits: number, unit?: string): string | undefined {
  const { orMore, orLess } = WORDS[form];
  const number = (value: number) => describeScalar(value, form, digits);
  if (low !== undefined && high !== undefined)
    return withUnit(describeRange(number(low), number(high), form), unit);
  if (low !== undefined) return `${withUnit(number(low), unit)} ${orMore}`;
  return high === undefined ? undefined : `${withUnit(number(high), unit)} ${orLess}`;
}

/** As many digits as the interval's width leaves a meaning; never so few that the rounded one would be judged otherwise. */
function digitsOf(estimate: Estimate, expected: Expectation): number {
  const status = judgeEstimate(expected, estimate);
  let digits = readDigitsOf(estimate);
  while (digits < MOST_DIGITS && judgeEstimate(expected, rounded(estimate, digits)) !== status) digits += 1;
  return digits;
}

/** Two digits of how far value and ends lie apart; no more than are read. */
function readDigitsOf({ value, low = value, high = value }: Estimate): number {
  const width = Math.max(value, high) - Math.min(value, low);
  if (!(width > 0)) return fractionDigits(value);
  return Math.min(Math.max(1 - Math.floor(Math.log10(width)), 0), fractionDigits(value));
}

function rounded(estimate: Estimate, digits: number): Estimate {
  const { low, high } = estimate;
  return {
    ...estimate,
    ...(low === undefined ? {} : { low: Number(low.toFixed(digits)) }),
    ...(high === undefined ? {} : { high: Number(high.toFixed(digits)) }),
  };
}
