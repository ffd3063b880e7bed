import { inflateSync } from "node:zlib";
import { z } from "zod";
import { FATE } from "../../judges/delivery.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { FrameHistory } from "../../traffic/history.ts";

const recordSchema = z.object({
  record: z.array(z.object({ producer: z.number(), attempted: z.number(), fates: z.base64() })),
});

/** What became of each frame of one camera, one byte each: {@link FATE}. */
export interface CameraRecord {
  producer: number;
  fates: Uint8Array;
}

/**
 * The accounts that rtsp-capture printed when it ended, of each time it ran.
 * @throws Undetermined when there is none: it was killed, and nobody knows what was confirmed
 */
export function cameraRecords(log: string): CameraRecord[] {
  const lines = log.split("\n").filter((line) => line.startsWith('{"record":'));
  const cameras = lines.flatMap((line) => recordSchema.parse(JSON.parse(line)).record);
  if (cameras.length === 0)
    throw new Undetermined("rtsp-capture told nothing of its frames: it did not end by itself");
  return cameras.map(({ producer, attempted, fates }) => {
    const bytes = inflateSync(Buffer.from(fates, "base64"));
    if (bytes.length !== attempted)
      throw new Undetermined(`camera ${producer} tells of ${bytes.length} frames, not ${attempted}`);
    return { producer, fates: bytes };
  });
}

/** A history of what those cameras sent, for what comes out to be recorded in. */
export function historyOf(cameras: readonly CameraRecord[]): FrameHistory {
  const history = FrameHistory.allocate(
    new Map(cameras.map(({ producer, fates }) => [producer, fates.length])),
  );
  for (const [index, { fates }] of cameras.entries()) {
    const record = history.producers[index];
    for (const fate of fates) {
      const sequence = record?.due() ?? 0;
      if (fate === FATE.unsent) continue;
      record?.sending(sequence);
      if (fate === FATE.confirmed) record?.answered(sequence, "confirmed");
      if (fate === FATE.refused) record?.answered(sequence, "refused");
    }
  }
  return history;
}
