import { parse } from "yaml";
import { z } from "zod";
import { givenFlags } from "./given-flags.ts";
import { isDuration, secondsOf } from "./prometheus-duration.ts";

export const flagsAnswer = z.object({ data: z.record(z.string(), z.string()) });

const configSchema = z.looseObject({
  remote_write: z.array(z.unknown()).nullish(),
  remote_read: z.array(z.unknown()).nullish(),
});

const RETENTION = "storage.tsdb.retention.time";
/** What it keeps where nobody says how long. */
const RETENTION_BY_ITSELF = "15d";
/** Those that are lengths of time and have bounds. */
const TIMES = /^(query\.(lookback-delta|timeout)|rules\.alert\.[\w-]+)$/;

/** How a Prometheus was started, and whether it hands its figures over to another or takes them from there. */
export interface PrometheusOpenness {
  /** All that it has, with the values in force; lengths of time that have bounds are in s. */
  flags: Readonly<Record<string, string>>;
  /** Names of those that its command line gives. */
  given: readonly string[];
  /** The sections of its configuration that connect it to another store. */
  stores: readonly string[];
}

/**
 * @param flags those of /api/v1/status/flags
 * @param command the words of its command line
 * @param config the text of /api/v1/status/config
 */
export function opennessOf(
  flags: Readonly<Record<string, string>>,
  command: readonly string[],
  config: string,
): PrometheusOpenness {
  const sections = Object.entries(configSchema.parse(parse(config) ?? {}));
  const isStore = ([name, list]: [string, unknown]) =>
    /^remote_(write|read)$/.test(name) && Array.isArray(list) && list.length > 0;
  return {
    flags: Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, inForce(name, value)])),
    given: Object.keys(givenFlags(command)),
    stores: sections.filter(isStore).map(([name]) => name),
  };
}

function inForce(name: string, value: string): string {
  if (name === RETENTION && value) return String(secondsOf(value) || secondsOf(RETENTION_BY_ITSELF));
  return TIMES.test(name) && isDuration(value) ? String(secondsOf(value)) : value;
}
