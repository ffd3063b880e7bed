import { parse } from "yaml";
import { z } from "zod";
import { secondsOf } from "./prometheus-duration.ts";

export const flagsAnswer = z.object({ data: z.record(z.string(), z.string()) });

const configSchema = z.looseObject({
  remote_write: z.array(z.unknown()).nullish(),
  remote_read: z.array(z.unknown()).nullish(),
});

const RETENTION = "storage.tsdb.retention.time";
/** What it keeps where nobody says how long. */
const RETENTION_BY_ITSELF = "15d";

/** How a Prometheus was started, and whether it hands its figures over to another or takes them from there. */
export interface PrometheusOpenness {
  /** Those of the command line, all of them, with the values in force; for how long it keeps figures is in s. */
  flags: Readonly<Record<string, string>>;
  /** The sections of its configuration that connect it to another store. */
  stores: readonly string[];
}

/** @param flags those of /api/v1/status/flags. @param config the text of /api/v1/status/config */
export function opennessOf(flags: Readonly<Record<string, string>>, config: string): PrometheusOpenness {
  const sections = Object.entries(configSchema.parse(parse(config) ?? {}));
  const isStore = ([name, list]: [string, unknown]) =>
    /^remote_(write|read)$/.test(name) && Array.isArray(list) && list.length > 0;
  const retention = flags[RETENTION];
  const seconds = retention && (secondsOf(retention) || secondsOf(RETENTION_BY_ITSELF));
  return {
    flags: { ...flags, ...(seconds ? { [RETENTION]: String(seconds) } : {}) },
    stores: sections.filter(isStore).map(([name]) => name),
  };
}
