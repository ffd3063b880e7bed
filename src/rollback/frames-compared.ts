import { readFrames } from "./frame-file.ts";

/** Frames of an export beside those that a broker holds. */
export interface FrameComparison {
  exported: number;
  there: number;
  /** SHA-256 of frames that were exported and are not there, once for every copy. */
  missing: string[];
  /** How many are there that were not exported. */
  unexpected: number;
}

/** @param exported @param there the SHA-256 of each frame, once for every copy */
export function compareFrames(exported: readonly string[], there: readonly string[]): FrameComparison {
  const left = new Map<string, number>();
  for (const digest of there) left.set(digest, (left.get(digest) ?? 0) + 1);
  const missing = exported.filter((digest) => {
    const copies = left.get(digest) ?? 0;
    left.set(digest, copies - 1);
    return copies <= 0;
  });
  const unexpected = there.length - (exported.length - missing.length);
  return { exported: exported.length, there: there.length, missing, unexpected };
}

/** The frames of exported files that are missing, to be sent again. */
export async function* missingFrames(
  files: readonly string[],
  missing: readonly string[],
): AsyncGenerator<Buffer> {
  const wanted = new Map<string, number>();
  for (const digest of missing) wanted.set(digest, (wanted.get(digest) ?? 0) + 1);
  for (const file of files) {
    for await (const { sha256, frame } of readFrames(file)) {
      const copies = wanted.get(sha256) ?? 0;
      if (copies === 0) continue;
      wanted.set(sha256, copies - 1);
      yield frame;
    }
  }
}
