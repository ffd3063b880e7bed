import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "../../kernel/problem.ts";
import { REPORTS } from "./run-folder.ts";

const timesSchema = z.record(z.string(), z.record(z.string(), z.number().nonnegative()));
type Times = z.infer<typeof timesSchema>;

const FILE = join(REPORTS, "spec-times.json");

/** How many seconds each file of a spec took when it last ran here in this profile, by its name. */
export function readSpecTimes(profile: string, file = FILE): ReadonlyMap<string, number> {
  return new Map(Object.entries(timesIn(file)[profile] ?? {}));
}

/** Keeps these times, beside those of specs that did not run. A folder that takes no file makes no run fail. */
export function keepSpecTimes(profile: string, seconds: ReadonlyMap<string, number>, file = FILE): void {
  const times = timesIn(file);
  const all = { ...times, [profile]: { ...times[profile], ...Object.fromEntries(seconds) } };
  try {
    writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  } catch (thrown) {
    console.error(`the times of the specs are not kept: ${messageOf(thrown)}`);
  }
}

/** Nothing where the file is missing or damaged: it tells of the past alone. */
function timesIn(file: string): Times {
  try {
    return timesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}
