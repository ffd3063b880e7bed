/** What was done to a setting. */
export type Kind = "removed" | "times ten" | "a tenth" | "opposite" | "another value";

/** What a setting could be instead. */
export interface Other {
  kind: Kind;
  to: string;
}

/** One setting of the delivered stack, changed in one way. Nobody wrote it by hand. */
export interface Mutant {
  /** File, setting and what it becomes: "config/redis/redis.conf:appendfsync=everysec". */
  id: string;
  file: string;
  /** Where the setting is in its file: its key, or its path. */
  setting: string;
  kind: Kind;
  /** The text of the file with this change. @throws Error when the setting is not in it */
  apply(text: string): string;
}

/** The id of a mutant, by which results and reasons are kept. */
function idOf(file: string, setting: string, change: Other | "removed"): string {
  const place = `${file}:${setting}`;
  return change === "removed" ? `${place} (removed)` : `${place}=${change.to.trim().replaceAll(/\s+/g, " ")}`;
}

/** A mutant and what it changes the setting to. @param put makes the text, without `change.to` where it is removed */
export function mutantOf(
  place: { file: string; setting: string },
  change: Other | "removed",
  put: (text: string, to: string | undefined) => string,
): Mutant {
  const { file, setting } = place;
  const to = change === "removed" ? undefined : change.to;
  return {
    id: idOf(file, setting, change),
    file,
    setting,
    kind: change === "removed" ? "removed" : change.kind,
    apply: (text) => put(text, to),
  };
}

/** Whether a setting or a path is a whole, or lies in it: "a.b", "a[b]" and "a/b" lie in "a". */
export function isWithin(place: string, whole: string): boolean {
  return place.startsWith(whole) && /^(?:$|[./[])/.test(place.slice(whole.length));
}

/** Each id once: two ways to change a setting may come to the same. */
export function distinct(mutants: readonly Mutant[]): Mutant[] {
  return [...new Map(mutants.map((mutant) => [mutant.id, mutant])).values()];
}
