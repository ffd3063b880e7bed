import { execaSync } from "execa";
import { expect, test } from "vitest";
import { buildCommand, builderWith, UNDATED } from "./build-image.ts";

const BUILD = { folder: "images/redis", name: "broker-signoff/redis:1" };

test("an image is built with BuildKit where the client has it", () => {
  const builder = builderWith({ hasBuildx: true });

  expect(builder.env).toEqual({ DOCKER_BUILDKIT: "1", DOCKER_CONTENT_TRUST: "0" });
  expect(buildCommand(builder, { ...BUILD, buildArgs: { BASE: "debian:13", PACKAGES: "a b" } })).toEqual([
    ...["docker", "build", "--load", "--progress=plain"],
    ...["--build-arg", "BASE=debian:13", "--build-arg", "PACKAGES=a b"],
    ...["--tag", "broker-signoff/redis:1", "images/redis"],
  ]);
});

test("without BuildKit the legacy builder is asked for by name, with the flags that it knows", () => {
  const builder = builderWith({ hasBuildx: false });

  expect(builder.env.DOCKER_BUILDKIT).toBe("0");
  expect(buildCommand(builder, BUILD)).toEqual([
    ...["docker", "build", "--force-rm", "--tag", "broker-signoff/redis:1", "images/redis"],
  ]);
});

test("a Debian that takes old lists is built from a Dockerfile on standard input", () => {
  const { stdout } = execaSync("sh", [
    "-c",
    UNDATED,
    "sh",
    "debian:testing",
    "sh",
    "-c",
    'echo "$1"; cat',
    "-",
    "x y",
  ]);

  expect(stdout.split("\n")).toEqual([
    "x y",
    "FROM debian:testing",
    'RUN echo "Acquire::Check-Valid-Until false;" >/etc/apt/apt.conf.d/90-undated',
  ]);
});
