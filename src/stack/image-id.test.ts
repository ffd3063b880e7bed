import { expect, test } from "vitest";
import type { Engine } from "./engine.ts";
import { imageIdOf } from "./image-id.ts";

const engineThat = (inspect: () => Promise<{ Id: string }>) =>
  ({ getImage: () => ({ inspect }) }) as unknown as Engine;
const failing = (statusCode: number) =>
  engineThat(() => Promise.reject(Object.assign(new Error("no"), { statusCode })));

test("an image is known by its id, and one that the engine does not have by none", async () => {
  expect(
    await imageIdOf(
      engineThat(async () => ({ Id: "sha256:1" })),
      "redis:8",
    ),
  ).toBe("sha256:1");
  expect(await imageIdOf(failing(404), "redis:8")).toBeUndefined();
});

test("an engine that fails has not said that the image is missing", async () => {
  await expect(imageIdOf(failing(500), "redis:8")).rejects.toThrow("no");
});
