/** A rule of `save`: a snapshot once that many seconds have passed since the last and that much has changed. */
interface SnapshotRule {
  seconds: number;
  changes: number;
}

/** The rules of the setting `save`, as "3600 1 300 100". */
function snapshotRules(save: string): SnapshotRule[] {
  return [...save.matchAll(/(\d+) (\d+)/g)].map(([, seconds, changes]) => ({
    seconds: Number(seconds),
    changes: Number(changes),
  }));
}

/**
 * Seconds from one snapshot to the next while so many changes are made a second: those of the rule that comes true first.
 * `undefined` where there is no rule.
 */
export function secondsToSnapshot(save: string, changesPerSecond: number): number | undefined {
  const each = snapshotRules(save).map(({ seconds, changes }) =>
    Math.max(seconds, changes / changesPerSecond),
  );
  return each.length > 0 ? Math.min(...each) : undefined;
}
