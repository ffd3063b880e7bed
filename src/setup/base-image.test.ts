import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { debianImages } from "../stack/built-image.ts";
import type { Engine } from "../stack/engine.ts";
import { ensureBaseImage } from "./base-image.ts";

/** An engine with these images, and a docker client that pulls or does not. */
function hostWith({ present = [] as string[], pulls = false }) {
  const folder = mkdtempSync(join(tmpdir(), "docker-"));
  const script = pulls ? 'echo "pulling $2"' : "echo no such host >&2; exit 1";
  writeFileSync(join(folder, "docker"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "docker"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  vi.spyOn(process, "getuid").mockReturnValue(1000);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const getImage = (image: string) => ({
    async inspect() {
      if (present.includes(image)) return { Id: image };
      throw Object.assign(new Error("no such image"), { statusCode: 404 });
    },
  });
  return { getImage } as unknown as Engine;
}

const quietly = () => undefined;

test("the official Debian is taken where it is present, also beside one of our own", async () => {
  const { official, ours } = debianImages("one");

  expect(await ensureBaseImage(hostWith({ present: [ours, official] }), "one", quietly)).toBe(official);
});

test("one of our own that is present is not pulled over", async () => {
  const { ours } = debianImages("two");

  expect(await ensureBaseImage(hostWith({ present: [ours], pulls: true }), "two", quietly)).toBe(ours);
});

test("where there is none the official one is pulled, without root", async () => {
  expect(await ensureBaseImage(hostWith({ pulls: true }), "three", quietly)).toBe(
    debianImages("three").official,
  );
});

test("without a registry and without root it says both, and is not asked for again in this run", async () => {
  const said: string[] = [];
  const docker = hostWith({});
  const again = () => ensureBaseImage(docker, "four", (line) => said.push(line));

  await expect(again()).rejects.toThrow(
    /image debian:four-slim.*saw no pull \(no such host\), and no debootstrap: this user is not root/,
  );
  await expect(again()).rejects.toThrow(/docker load/);
  expect(said).toEqual(["pulling debian:four-slim"]);
});
