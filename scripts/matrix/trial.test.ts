import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { loadWholePlan } from "../../src/plan/plan-file.ts";
import { versionImage } from "../../src/setup/version-images.ts";
import { imageFolder } from "../../src/stack/built-image.ts";
import { specsFor, VERSIONS } from "./trial.ts";

test("every version has an image of its own name", () => {
  const names = VERSIONS.map(versionImage);

  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(0);
});

test("what a version is built from is there", () => {
  for (const { service } of VERSIONS) expect(existsSync(imageFolder(service))).toBe(true);
});

test("a version is tried with the tasks of its broker, and with reliability", () => {
  const specs = specsFor("rabbitmq", loadWholePlan());

  expect(specs).toEqual(
    expect.arrayContaining(["specs/block2/cluster.spec.ts", "specs/overall/reliability.spec.ts"]),
  );
  expect(specs.filter((spec) => /block[13]|performance/.test(spec))).toEqual([]);
});
