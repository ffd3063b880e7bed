import { join, relative } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";
import type { Profile } from "./profile.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The durations that every machine has: a file of this repository. */
const DELIVERED_DURATIONS = join(ROOT, "plan/durations.yaml");

/** What a spec is dealt as that no file knows, where no spec is known either. */
const USUAL_SECONDS = 60;

/** Of each file of a spec, by its name. */
const seconds = z.record(z.string(), z.number().nonnegative());

const durationsSchema = z.strictObject({
  /** How many specs run side by side on a machine that has a shard; without it one after the other. */
  sideBySide: z.int().positive().default(1),
  quick: seconds.default({}),
  hosts: seconds.optional(),
  full: seconds.default({}),
});

/** How long each file of a spec takes, in seconds, by profile and name: "block3/alerts/healthy". */
export type Durations = z.infer<typeof durationsSchema>;

/**
 * What shards are dealt by. It comes from a file alone, never from what this machine has run: machines that deal by different
 * figures would run a task twice, or not at all.
 * @param path of the form of plan/durations.yaml, or of reports/spec-times.json
 * @throws Problem that names the line of everything it has wrong
 */
export function loadDurations(path = DELIVERED_DURATIONS): Durations {
  const below = relative(ROOT, path);
  return new YamlFile(path, {
    name: below.startsWith("..") ? path : below,
    remedy:
      "fix the lines named; plan/durations.yaml is an example, and so is reports/spec-times.json of a run",
  }).parse(durationsSchema);
}

/** How long a spec takes: in this profile, else in the quick one, else as long as the specs that are known do on average. */
export function durationOf(durations: Durations, profile: Profile, spec: string): number {
  const own = durations[profile] ?? {};
  return own[spec] ?? durations.quick[spec] ?? mean(Object.values({ ...durations.quick, ...own }));
}

function mean(values: readonly number[]): number {
  if (values.length === 0) return USUAL_SECONDS;
  return values.reduce((total, value) => total + value, 0) / values.length;
}
