import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Status } from "../../plan/outcome.ts";
import { keyedCriteria, type Results } from "./results.ts";
import { REPORTS } from "./run-folder.ts";

/** How many runs a sparkline shows. */
const SHOWN = 20;

/** How one criterion came out over time. */
export interface Past {
  /** Oldest first, the present run last; runs that did not try it are left out. */
  statuses: Status[];
  /** When the row of runs began in which it has not been met, of one that was met before. ISO 8601. */
  failingSince?: string;
  /** No run on record has it met. */
  isNeverMet: boolean;
  /** It came out both met and not on one commit. */
  isUnsteady: boolean;
}

/** A criterion that came out otherwise than in the last accepted run. */
export interface Change {
  /** "block3/load/success-rate@redis". */
  criterion: string;
  before: Status | undefined;
  now: Status;
}

/** Earlier results, oldest first; files that are damaged or of another form are passed over. */
export function readPastRuns(folder = join(REPORTS, "history")): Results[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const runs = files.flatMap((name) => {
    try {
      const run = JSON.parse(readFileSync(join(folder, name), "utf8")) as Results;
      return Array.isArray(run.tasks) && typeof run.startedAt === "string" ? [run] : [];
    } catch {
      return [];
    }
  });
  return runs.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** The past of each criterion of a run, by its key. */
export function pastOf(now: Results, earlier: readonly Results[]): Map<string, Past> {
  const runs = [...before(now, earlier), now];
  const byKey = new Map<string, { status: Status; startedAt: string; commit: string }[]>();
  for (const { tasks, startedAt, commit } of runs) {
    for (const [key, { status }] of keyedCriteria(tasks)) {
      if (status !== "not-run") byKey.set(key, [...(byKey.get(key) ?? []), { status, startedAt, commit }]);
    }
  }
  return new Map([...byKey].map(([key, tries]) => [key, pastOfOne(tries)]));
}

/** What came out otherwise than in the last accepted run; `undefined` when none was accepted. */
export function changesSinceAccepted(
  now: Results,
  earlier: readonly Results[],
): { accepted: Results; changes: Change[] } | undefined {
  const accepted = before(now, earlier).findLast(({ verdict }) => verdict === "accepted");
  if (!accepted) return undefined;
  const criteriaThen = new Map(keyedCriteria(accepted.tasks));
  const changes = keyedCriteria(now.tasks).flatMap(([criterion, { status }]) => {
    const was = criteriaThen.get(criterion)?.status;
    return was === status ? [] : [{ criterion, before: was, now: status }];
  });
  return { accepted, changes };
}

/** Earlier runs on the same target that came to their end: another target's history is not this one's. */
function before(now: Results, earlier: readonly Results[]): Results[] {
  return earlier.filter(
    ({ startedAt, target, isInterrupted }) =>
      !isInterrupted && startedAt < now.startedAt && placeOf({ target }) === placeOf({ target: now.target }),
  );
}

function placeOf({ target }: { target: Results["target"] | undefined }): string {
  return target?.kind === "addresses" ? target.file : (target?.kind ?? "own");
}

function pastOfOne(tries: readonly { status: Status; startedAt: string; commit: string }[]): Past {
  const lastMet = tries.findLastIndex(({ status }) => status === "met");
  const failing = tries.slice(lastMet + 1);
  const since = lastMet < 0 ? undefined : failing[0]?.startedAt;
  return {
    statuses: tries.slice(-SHOWN).map(({ status }) => status),
    ...(since ? { failingSince: since } : {}),
    isNeverMet: lastMet < 0 && tries.length > 1,
    isUnsteady: tries.some(
      ({ status, commit }) =>
        status === "met" && tries.some((other) => other.commit === commit && other.status === "not-met"),
    ),
  };
}
