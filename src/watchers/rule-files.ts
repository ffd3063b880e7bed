import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";

const RULES = join(import.meta.dirname, "../../config/prometheus/rules");

const common = { expr: z.string().min(1), labels: z.record(z.string(), z.string()).default({}) };

const alertingRule = z.strictObject({
  alert: z.string().min(1),
  ...common,
  for: z.string().optional(),
  keep_firing_for: z.string().optional(),
  annotations: z.record(z.string(), z.string()).default({}),
});

const recordingRule = z.strictObject({ record: z.string().min(1), ...common });

const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      interval: z.string().optional(),
      query_offset: z.string().optional(),
      labels: z.record(z.string(), z.string()).optional(),
      rules: z.array(z.union([alertingRule, recordingRule])).min(1),
    }),
  ),
});

interface Placed {
  /** The file below config/prometheus/, with the line: "rules/frames.yml:12". */
  location: string;
  expr: string;
}

export interface AlertingRule extends Placed {
  alert: string;
  /** How long the expression has to hold, as written; none for at once. */
  for?: string | undefined;
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
  const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  const rules = files.sort().flatMap((name) => rulesOf(join(folder, name), `rules/${name}`));
  return {
    alerts: rules.filter((rule) => "alert" in rule),
    records: rules.filter((rule) => "record" in rule),
  };
}

function rulesOf(path: string, name: string): (AlertingRule | RecordingRule)[] {
  const file = new YamlFile(path, {
    name: `config/prometheus/${name}`,
    remedy: "fix the lines named; promtool check rules says more",
  });
  return file
    .parse(ruleFile)
    .groups.flatMap(({ rules }, g) =>
      rules.map((rule, r) => ({ ...rule, location: `${name}:${file.lineOf(["groups", g, "rules", r])}` })),
    );
}
