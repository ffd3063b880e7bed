import { type Delivery, judgeDelivery } from "../../judges/delivery.ts";
import { readFrames } from "../../rollback/frame-file.ts";
import { type CameraRecord, historyOf } from "./capture-record.ts";

/** Frames that cameras know to be confirmed, and those of them that exported files lack. */
export async function missingFrom(
  files: readonly string[],
  cameras: readonly CameraRecord[],
): Promise<{ lost: number; confirmed: number }> {
  const history = historyOf(cameras);
  for (const file of files) {
    for await (const { frame } of readFrames(file)) history.received(frame);
  }
  const { lost, confirmed } = judgeDelivery(history);
  return { lost, confirmed };
}

/** The cameras of both accounts, each once: a log that goes on tells of the earlier ones again. */
export function together(
  before: readonly CameraRecord[],
  after: readonly CameraRecord[],
): readonly CameraRecord[] {
  const known = new Set(before.map(({ producer }) => producer));
  return [...before, ...after.filter(({ producer }) => !known.has(producer))];
}

/** Frames that were lost, corrupted or never sent. */
export function brokenIn(deliveries: readonly Pick<Delivery, "lost" | "corrupted" | "unexpected">[]): number {
  return deliveries.reduce((sum, each) => sum + each.lost + each.corrupted + each.unexpected, 0);
}
