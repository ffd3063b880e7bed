import type { JournalEntry } from "../../rollback/journal.ts";

/** What is really so, to be compared with what the steps of a rollback say. */
export interface SeenAfter {
  /** Lines of each exported file, by the name of its destination in the export. */
  exported: Readonly<Record<string, number>>;
  /** Files that the bad change had changed. */
  changedFiles: number;
  /** Services, without the producers, that run and are not unhealthy. */
  healthy: readonly string[];
  /** By the title of each broker the version that it answers with. */
  versions: Readonly<Record<string, string>>;
  /** Producers that run. */
  producers: readonly string[];
  /** Triggers that fire. */
  firing: readonly string[];
}

type Steps = Pick<JournalEntry, "steps" | "producers" | "exports">;

/** What steps of a rollback say that is not so, each in words, by what it is about. */
export interface Untrue {
  /** The frames that were kept. */
  exported: string[];
  /** What runs now. */
  restored: string[];
  /** The frames that came through. */
  frames: string[];
}

/** Compares what steps say with what is. A step that says nothing of it is not believed either. */
export function untrueOf(entry: Steps, seen: SeenAfter): Untrue {
  const said = (step: string) => entry.steps.find(({ name }) => name === step)?.said ?? "nothing";
  const inFiles = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (seen.exported[name] ?? 0), 0);
  const exports = Object.entries(entry.exports).map(([broker, { destinations }]) => ({
    broker,
    names: Object.keys(destinations),
  }));
  const exporting = entry.steps.filter((step) => step.name.endsWith(" exported"));
  const versions = Object.entries(seen.versions).map(([title, version]) => `${title} ${version}`);
  return {
    exported: [
      ...exports.flatMap(({ names }) =>
        names.flatMap((name) => unlessOneSays(exporting, `${seen.exported[name] ?? "no"} frames of ${name}`)),
      ),
      ...unlessSaid("Export verified", said, [`${inFiles(Object.keys(seen.exported))} frames read back`]),
    ],
    restored: [
      ...unlessSaid("Producers stopped", said, entry.producers),
      ...unlessSaid("Previous configuration restored", said, [`${seen.changedFiles} files`]),
      ...unlessSaid("Restarted with the previous version", said, [`${seen.healthy.length} services healthy`]),
      ...unlessSaid("Versions and health checked", said, versions),
      ...unlessSaid("Producers started", said, seen.producers),
      ...(seen.firing.length > 0 && said("Triggers quiet").startsWith("none of")
        ? [`"Triggers quiet" says ${said("Triggers quiet")}, and ${seen.firing.join(", ")} fires`]
        : []),
    ],
    frames: exports.flatMap(({ broker, names }) =>
      unlessSaid("Frames compared", said, [`${broker}: ${inFiles(names)} frames exported`]),
    ),
  };
}

function unlessSaid(step: string, said: (step: string) => string, parts: readonly string[]): string[] {
  return parts
    .filter((part) => !holds(said(step), part))
    .map((part) => `"${step}" says ${said(step)}, not ${part}`);
}

function unlessOneSays(steps: Steps["steps"], part: string): string[] {
  if (steps.some(({ said }) => holds(said, part))) return [];
  const told = steps.map(({ name, said }) => `"${name}" says ${said}`).join(", ") || "no step of an export";
  return [`${told}, not ${part}`];
}

/** As words of their own: 15 frames are not 5 frames. */
function holds(said: string, part: string): boolean {
  return new RegExp(`(?<![\\w.])${RegExp.escape(part)}(?![\\w-]|\\.\\d)`).test(said);
}
