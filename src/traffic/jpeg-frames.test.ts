import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { jpegFrames } from "./jpeg-frames.ts";
import { sceneFrame } from "./scene.ts";

const KIB = 1024;

test("the frames are JPEGs of 1280x720, of a camera's size, and no two alike", async () => {
  const cache = mkdtempSync(join(tmpdir(), "jpeg-"));
  onTestFinished(() => rmSync(cache, { recursive: true }));
  const folder = await jpegFrames(cache);
  const jpegs = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
  const sizes = jpegs.map(({ length }) => length / KIB);

  expect(await sharp(jpegs[0]).metadata()).toMatchObject({ format: "jpeg", width: 1280, height: 720 });
  expect(Math.min(...sizes)).toBeGreaterThan(60);
  expect(Math.max(...sizes)).toBeLessThan(150);
  expect(new Set(jpegs.map((jpeg) => jpeg.toString("latin1"))).size).toBe(jpegs.length);
  expect(await jpegFrames(cache), "made once").toBe(folder);
});

test("the same number is always the same picture", () => {
  expect(sceneFrame(3).equals(sceneFrame(3))).toBe(true);
  expect(sceneFrame(3).equals(sceneFrame(4))).toBe(false);
});
