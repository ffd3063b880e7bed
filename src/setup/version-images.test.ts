import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { imageFolder } from "../stack/built-image.ts";
import { DEBIAN_VERSIONS, versionImage } from "./version-images.ts";

test("every version has an image of its own name", () => {
  const names = DEBIAN_VERSIONS.map(versionImage);

  expect(new Set(names).size).toBe(names.length);
});

test("a name says service, release, and the program where it is not the usual", () => {
  expect(versionImage({ title: "", service: "redis", suite: "bookworm" })).toMatch(
    /^broker-signoff\/redis:[0-9a-f]+-bookworm$/,
  );
  expect(versionImage({ title: "", service: "redis", suite: "trixie", packages: "valkey-server x" })).toMatch(
    /-trixie-valkey$/,
  );
});

test("what a version is built from is there", () => {
  for (const { service } of DEBIAN_VERSIONS) expect(existsSync(imageFolder(service))).toBe(true);
});
