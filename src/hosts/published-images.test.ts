import { expect, test } from "vitest";
import { readComposeFile } from "../stack/compose-file.ts";
import { publishedImages, repositoryOf } from "./published-images.ts";

test("every image that the stack pulls is published, once, but those that no Debian package has", () => {
  const missing = /^(?:broker-signoff|grafana|natsio)\//;
  const file = readComposeFile({ env: {}, dotEnv: false });
  const pulled = Object.values(file.services)
    .map(({ image }) => image)
    .filter((image) => !missing.test(image));

  expect(
    publishedImages(file)
      .map(({ image }) => image)
      .sort(),
  ).toEqual([...new Set(pulled)].sort());
});

test("an image without an owner is in library/, as in the usual registry", () => {
  expect(repositoryOf("redis:8.2.2")).toBe("library/redis:8.2.2");
  expect(repositoryOf("prom/prometheus:v3.5.0")).toBe("prom/prometheus:v3.5.0");
});
