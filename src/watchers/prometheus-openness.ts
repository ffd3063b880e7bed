import { parse } from "yaml";
import { z } from "zod";
import { givenFlags } from "./given-flags.ts";
import { isDuration, secondsOf } from "./prometheus-duration.ts";

export const flagsAnswer = z.object({ data: z.record(z.string(), z.string()) });

/** Who is found by any other kind of discovery is not told. */
const heardBySchema = z.looseObject({
  static_configs: z.array(z.looseObject({ targets: z.array(z.string()).default([]) })).nullish(),
  dns_sd_configs: z
    .array(z.looseObject({ names: z.array(z.string()).default([]), port: z.number().optional() }))
    .nullish(),
});

const configSchema = z.looseObject({
  alerting: z.looseObject({ alertmanagers: z.array(heardBySchema).nullish() }).nullish(),
  scrape_configs: z.array(z.looseObject({ job_name: z.string() })).nullish(),
});

/** What others judge, and what Prometheus prints of itself. */
const SECTIONS: ReadonlySet<string> = new Set([
  ...["global", "alerting", "rule_files", "scrape_configs", "scrape_config_files", "runtime"],
  // Nobody is heard so without a flag.
  "otlp",
]);

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
  /** What its configuration has that connects it to others: sections, such as another store, and proxies on its ways. */
  connections: readonly string[];
  /** Whom it tells of alerts, as NAME:PORT or by how they are found. */
  tells: readonly string[];
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
  const parsed = configSchema.parse(parse(config) ?? {});
  const jobs = parsed.scrape_configs ?? [];
  const heardBy = parsed.alerting?.alertmanagers ?? [];
  return {
    flags: Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, inForce(name, value)])),
    given: Object.keys(givenFlags(command)),
    connections: [
      ...Object.keys(parsed).filter((name) => !SECTIONS.has(name) && !isEmpty(parsed[name])),
      ...jobs.flatMap((job) => proxiesIn(job).map((key) => `${key} of the job ${job.job_name}`)),
      ...heardBy.flatMap((each) => proxiesIn(each).map((key) => `${key} on the way of alerts`)),
    ],
    tells: [...new Set(heardBy.flatMap(toldBy))].sort(),
  };
}

function isEmpty(section: unknown): boolean {
  return typeof section !== "object" || section === null || Object.keys(section).length === 0;
}

/** What goes by a proxy is what the proxy says, and it hears passwords. */
function proxiesIn(section: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(section).filter((key) => key.startsWith("proxy_") && section[key]);
}

function toldBy({ static_configs, dns_sd_configs, ...rest }: z.output<typeof heardBySchema>): string[] {
  const others = Object.keys(rest).filter((key) => key.endsWith("_sd_configs"));
  return [
    ...(static_configs ?? []).flatMap(({ targets }) => targets),
    ...(dns_sd_configs ?? []).flatMap(({ names, port }) => names.map((name) => `${name}:${port ?? ""}`)),
    ...others.map((key) => `whoever ${key} finds`),
  ];
}

function inForce(name: string, value: string): string {
  if (name === RETENTION && value) return String(secondsOf(value) || secondsOf(RETENTION_BY_ITSELF));
  return TIMES.test(name) && isDuration(value) ? String(secondsOf(value)) : value;
}
