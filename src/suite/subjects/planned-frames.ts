import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { thresholdOf } from "../../plan/threshold-of.ts";
import { HEADER_BYTES } from "../../traffic/frame.ts";
import { jpegFrames } from "../../traffic/jpeg-frames.ts";

/** Frames of real size, as many a second as the plan asks for. */
export interface PlannedFrames {
  framesPerSecond: number;
  /** Of one, on average. */
  frameBytes: number;
}

export async function plannedFrames(): Promise<PlannedFrames> {
  const folder = await jpegFrames();
  const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return {
    framesPerSecond: thresholdOf("frameRate", "moreThan"),
    frameBytes: Math.round(mean) + HEADER_BYTES,
  };
}
