/** A worker of a load that has handed over no result. */
export interface MissingWorker {
  /** Its number, from 1, and of how many. */
  worker: number;
  of: number;
  /** What it ran. */
  producers: number;
  consumers: number;
  /** Why there is no result, in words. */
  reason: string;
}

/** Which workers are missing, and what can't be known without them; `undefined` where all are there. */
export function workersMissing(missing: readonly MissingWorker[] = []): string | undefined {
  const told = missing.map(({ worker, of, producers, consumers, reason }) => {
    const without = [
      ...(producers > 0 ? ["what its producers sent last is unknown"] : []),
      ...(consumers > 0 ? ["what its consumers received can't be told"] : []),
    ];
    return `worker ${worker} of ${of} is missing (${reason}): ${without.join(", and ")}`;
  });
  return told.join("; ") || undefined;
}

/**
 * Why a number of lost frames is not known, where it is not. The law: what a missing consumer may have received is not lost for certain,
 * and where a missing producer had frames confirmed that nobody was told of, none lost is not certain either. A frame that is missing
 * while all consumers are there is lost.
 */
export function lostUnknownWithout(missing: readonly MissingWorker[] = [], lost: number): string | undefined {
  const isCertain = lost > 0 && missing.every(({ consumers }) => consumers === 0);
  return isCertain ? undefined : workersMissing(missing);
}

/** The same of frames that came out as they should not: some were seen, or a missing consumer may have seen them. */
export function comeOutUnknownWithout(
  missing: readonly MissingWorker[] = [],
  seen: number,
): string | undefined {
  const isCertain = seen > 0 || missing.every(({ consumers }) => consumers === 0);
  return isCertain ? undefined : workersMissing(missing);
}
