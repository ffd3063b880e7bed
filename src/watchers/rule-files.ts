import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";
import { secondsOf } from "./prometheus-duration.ts";
import { groupKey } from "./prometheus-settings.ts";

const RULES = join(import.meta.dirname, "../../config/prometheus/rules");

/** Prometheus takes any scalar for a text. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const labels = z.record(z.string(), text).default({});

const common = { expr: text.pipe(z.string().min(1)), labels };

const alertingRule = z.strictObject({
  alert: z.string().min(1),
  ...common,
  for: text.optional(),
  keep_firing_for: text.optional(),
  annotations: labels,
});

const recordingRule = z.strictObject({ record: z.string().min(1), ...common });

const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      interval: text.optional(),
      query_offset: text.transform(secondsOf).optional(),
      limit: z.number().default(0),
      labels,
      rules: z.array(z.union([alertingRule, recordingRule])).min(1),
    }),
  ),
});

interface Placed {
  /** The file below config/prometheus/, with the line: "rules/frames.yml:12". */
  location: string;
  expr: string;
  /** How many alerts or series it may make at once before Prometheus keeps none of them; 0 for any number. */
  limit?: number | undefined;
}

export interface AlertingRule extends Placed {
  alert: string;
  /** How long the expression has to hold, as written; none for at once. */
  for?: string | undefined;
  /** Its own, and those of its group. */
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

interface RecordingRule extends Placed {
  record: string;
}

export interface Rules {
  alerts: AlertingRule[];
  records: RecordingRule[];
}

/** All rules of a folder. @throws Problem that names file and line of what a file has wrong */
export function readRules(folder = RULES): Rules {
  const rules = namesIn(folder).flatMap((name) => rulesOf(folder, name));
  return {
    alerts: rules.filter((rule) => "alert" in rule),
    records: rules.filter((rule) => "record" in rule),
  };
}

/** By how many seconds groups look back that say so themselves, by file and name. @throws Problem as above */
export function readGroupOffsets(folder = RULES): Map<string, number> {
  const offsets = namesIn(folder).flatMap((name) =>
    fileOf(folder, name)
      .parse(ruleFile)
      .groups.flatMap(({ name: group, query_offset }) =>
        query_offset === undefined ? [] : [[groupKey(name, group), query_offset] as const],
      ),
  );
  return new Map(offsets);
}

function rulesOf(folder: string, name: string): (AlertingRule | RecordingRule)[] {
  const file = fileOf(folder, name);
  return file.parse(ruleFile).groups.flatMap(({ rules, labels: ofGroup, limit }, g) =>
    rules.map((rule, r) => ({
      ...rule,
      ...{ limit, labels: { ...ofGroup, ...rule.labels } },
      location: `rules/${name}:${file.lineOf(["groups", g, "rules", r])}`,
    })),
  );
}

function namesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return files.sort();
}

function fileOf(folder: string, name: string): YamlFile {
  return new YamlFile(join(folder, name), {
    name: `config/prometheus/rules/${name}`,
    remedy: "fix the lines named; promtool check rules says more",
  });
}
