import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { HEIGHT, sceneFrame, WIDTH } from "./scene.ts";

const FRAMES = 30;
const QUALITY = 80;
/** Raised whenever the pictures change, so that old ones are not taken for new. */
const EDITION = 1;
const CACHE = join(import.meta.dirname, "../../node_modules/.cache/broker-signoff");

/** A folder with JPEG frames of a moving scene, 1280x720; made by the first that asks, and kept. */
export async function jpegFrames(cache = CACHE): Promise<string> {
  const folder = join(cache, `frames-${EDITION}`);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  for (let index = 0; index < FRAMES; index += 1) {
    const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
    const jpeg = await sharp(sceneFrame(index), { raw }).jpeg({ quality: QUALITY }).toBuffer();
    writeFileSync(join(unfinished, `${String(index).padStart(3, "0")}.jpg`), jpeg);
  }
  try {
    renameSync(unfinished, folder);
  } catch (thrown) {
    // Another run was quicker: its pictures are the same.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw thrown;
  }
  return folder;
}
