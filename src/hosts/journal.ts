import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Something that a run made on this machine outside its folder, and that has to go again. */
const entry = z.discriminatedUnion("kind", [
  /** A process and all that its namespaces hold, as {@link describeProcess} names it. */
  z.strictObject({ kind: z.literal("process"), process: z.string() }),
  z.strictObject({ kind: z.literal("user"), name: z.string() }),
  /** A control group below each hierarchy, of an engine of its own. */
  z.strictObject({ kind: z.literal("cgroup"), name: z.string() }),
  /** A Compose project on the machine's own engine, and the folder that it was started from. */
  z.strictObject({ kind: z.literal("project"), name: z.string(), folder: z.string() }),
]);

export type Made = z.infer<typeof entry>;

const FILE = "made.jsonl";

/** Notes it in the run's folder, on disk before anything else happens: a run that is killed is undone from there. */
export function note(folder: string, made: Made): void {
  appendFileSync(join(folder, FILE), `${JSON.stringify(made)}\n`);
}

/** What the run of that folder made, newest first. A line that was cut off by a crash is passed over. */
export function noted(folder: string): Made[] {
  const file = join(folder, FILE);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").reverse();
  return lines.flatMap((line) => {
    try {
      return [entry.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
