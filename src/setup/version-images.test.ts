import { expect, test } from "vitest";
import { versionImage } from "./version-images.ts";

test("a name says service, release, and the program where it is not the usual", () => {
  expect(versionImage({ title: "", service: "redis", suite: "bookworm" })).toMatch(
    /^broker-signoff\/redis:[0-9a-f]+-bookworm$/,
  );
  expect(versionImage({ title: "", service: "redis", suite: "trixie", packages: "valkey-server x" })).toMatch(
    /-trixie-valkey$/,
  );
});
