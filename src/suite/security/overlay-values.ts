import { BROKERS } from "../../brokers/all.ts";
import { unexpectedSettings } from "../../judges/settings.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";
import { isDuration, secondsOf } from "../../watchers/prometheus-duration.ts";
import { exportersOf } from "../record/started-brokers.ts";

/** Keys whose values are judged by what Compose makes of them, and not here. */
const JUDGED_ELSEWHERE = ["ports", "volumes"];
/** Lengths of time that have bounds. */
const TIMES = /(^|\.)delay$/;

/** What an overlay says of a service, by its keys. */
export interface OfService {
  service: string;
  keys: Readonly<Record<string, unknown>>;
}

/**
 * Values of an overlay that plan/settings.yaml does not name, each in words.
 * @param subject what the file calls the overlay
 */
export function unexpectedValues(
  all: readonly OfService[],
  subject: string,
): { service: string; name: string; told: string }[] {
  const ofAny = allowedSettingsOf(subject);
  const ofMembers = { ...ofAny, ...allowedSettingsOf(`${subject}-member`) };
  return all.flatMap(({ service, keys }) => {
    const judged = Object.entries(keys).filter(([key]) => !JUDGED_ELSEWHERE.includes(key));
    const settings = Object.fromEntries(judged.flatMap(([key, value]) => leavesOf(value, key)));
    const allowed = isMember(service) ? ofMembers : ofAny;
    return unexpectedSettings(settings, { allowed }).map((each) => ({ service, ...each }));
  });
}

/** Members of a broker, and what is told of them. */
function isMember(service: string): boolean {
  return BROKERS.some((broker) =>
    [...broker.nodes, ...broker.witnesses, ...exportersOf(broker)].includes(service),
  );
}

/** Every value that stands for itself, with the keys that lead to it and dots between; a list is one. */
function leavesOf(value: unknown, name: string): [name: string, value: Scalar][] {
  if (name === "environment" && Array.isArray(value)) return leavesOf(variablesOf(value), name);
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, each]) => leavesOf(each, `${name}.${key}`));
  return [[name, written(value, name)]];
}

/** Compose takes them as a list, too. */
function variablesOf(list: readonly unknown[]): Record<string, string> {
  const pairs = list.map((each) => String(each).split("="));
  return Object.fromEntries(pairs.map(([name = "", ...rest]) => [name, rest.join("=")]));
}

function written(value: unknown, name: string): Scalar {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return TIMES.test(name) && isDuration(text) ? String(secondsOf(text)) : text;
}
