import type { Scalar } from "../plan/expectation.ts";
import type { AllowedSetting, AllowedSettings } from "../plan/settings-file.ts";

/** Settings in force, by name. */
export type Settings = Readonly<Record<string, Scalar>>;

/** A setting that is otherwise than anybody expects. */
export interface UnexpectedSetting {
  name: string;
  /** What it is, and what it may be, in words; no credential. */
  told: string;
}

interface Expected {
  allowed: AllowedSettings;
  /** What the server has by itself; nothing where a setting is only there once somebody sets it. */
  defaults?: Settings;
  /** Those of the node that the criteria judge that say which values are allowed; nothing where this is that node. */
  judged?: Settings;
}

const SECRET = /pass(word|wd)?$|masterauth|requirepass|cookie$/;

/**
 * The settings that nobody expects, by name. The law: a setting that is allowed certain values has one of them; one that a
 * criterion judges is as on the node that it is judged on; any other is as the server has it by itself, and what no default names is
 * not set.
 */
export function unexpectedSettings(
  settings: Settings,
  { allowed, defaults = {}, judged }: Expected,
): UnexpectedSetting[] {
  const names = new Set([...Object.keys(settings), ...Object.keys(defaults), ...Object.keys(allowed)]);
  return [...names].sort().flatMap((name) => {
    const value = settings[name];
    const wanted = allowed[name];
    const told = wanted
      ? (besideAllowed(value, wanted) ?? besideJudged(value, wanted, name, judged))
      : besideDefault(value, defaults[name]);
    return told ? [{ name, told: `${name} ${shown(name, value)} (expected ${told})` }] : [];
  });
}

/** @returns what it may be, where it is not that */
function besideAllowed(value: Scalar | undefined, allowed: AllowedSetting): string | undefined {
  if ("anything" in allowed || "judgedBy" in allowed) return undefined;
  if (value === undefined) return allowed.required ? wordsOf(allowed) : undefined;
  return isAllowed(value, allowed) ? undefined : wordsOf(allowed);
}

function besideJudged(
  value: Scalar | undefined,
  allowed: AllowedSetting,
  name: string,
  judged: Settings | undefined,
): string | undefined {
  if (!judged || !("judgedBy" in allowed) || value === judged[name]) return undefined;
  return `${judged[name] ?? "it not to be set"}, as where ${allowed.judgedBy} is measured`;
}

function besideDefault(value: Scalar | undefined, own: Scalar | undefined): string | undefined {
  if (value === own) return undefined;
  if (own === undefined) return "it not to be set";
  return own === "" ? "nothing, as the server has it by itself" : `${own}, as the server has it by itself`;
}

type Limited = Exclude<AllowedSetting, { anything: true } | { judgedBy: string }>;

function isAllowed(value: Scalar, allowed: Limited): boolean {
  if ("is" in allowed) return value === allowed.is;
  if ("oneOf" in allowed) return allowed.oneOf.includes(value);
  if (value === allowed.or) return true;
  const number = value === "" ? Number.NaN : Number(value);
  return number >= (allowed.from ?? -Infinity) && number <= (allowed.to ?? Infinity);
}

function wordsOf(allowed: Limited): string {
  if ("is" in allowed) return String(allowed.is);
  if ("oneOf" in allowed) return allowed.oneOf.map((each) => (each === "" ? "nothing" : each)).join(" or ");
  const { from, to, or } = allowed;
  const bounds =
    to === undefined ? `at least ${from}` : from === undefined ? `at most ${to}` : `${from} to ${to}`;
  return or === undefined ? bounds : `${bounds}, or ${or}`;
}

function shown(name: string, value: Scalar | undefined): string {
  if (value === undefined) return "is not set";
  if (value === "") return "is empty";
  return SECRET.test(name) ? "has a value" : String(value);
}
