import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "../kernel/on-path.ts";
import { Problem } from "../kernel/problem.ts";
import { type Progress, runProgram } from "../kernel/steps.ts";
import { debianImages } from "../stack/built-image.ts";
import type { Engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { requireRoom } from "./disk-room.ts";
import { aptInstall, mayInstall, whyNotInstall } from "./install.ts";
import { pull } from "./pull.ts";

/** What debootstrap leaves in a folder before it is imported: 0.3 GiB, and some to spare. */
const FOLDER_GIB = 0.5;

/** By release. Several images are built in one go: what was not there for the first is not tried again for each. */
const found = new Map<string, Promise<string>>();

/**
 * A minimal Debian of that release to build images on: the official image where it is present or can be pulled, else one
 * that is made of Debian's packages, which takes root.
 *
 * @returns the name of the image
 * @throws Problem when there is neither
 */
export function ensureBaseImage(docker: Engine, suite: string, progress: Progress): Promise<string> {
  const base = found.get(suite) ?? obtain(docker, suite, progress);
  found.set(suite, base);
  return base;
}

async function obtain(docker: Engine, suite: string, progress: Progress): Promise<string> {
  const { official, ours } = debianImages(suite);
  for (const image of [official, ours]) if (await imageIdOf(docker, image)) return image;
  const refusal = await pull(official, progress);
  if (refusal === undefined) return official;
  await requireDebootstrap(`image ${official}`, refusal, progress);
  await bootstrap(suite, ours, progress);
  return ours;
}

async function requireDebootstrap(subject: string, refusal: string, progress: Progress): Promise<void> {
  if (process.getuid?.() !== 0) throw noBase(subject, refusal, "this user is not root");
  if (await onPath("debootstrap")) return;
  if (!(await mayInstall())) throw noBase(subject, refusal, await whyNotInstall());
  await aptInstall(["debootstrap"], progress);
}

async function bootstrap(suite: string, image: string, progress: Progress): Promise<void> {
  const subject = `image ${image}`;
  await requireRoom(subject, tmpdir(), FOLDER_GIB);
  const folder = await mkdtemp(join(tmpdir(), "signoff-debian-"));
  try {
    progress(`${image}: debootstrap`);
    const show = (line: string) => progress(`${image}: ${line}`);
    await runProgram(subject, ["debootstrap", "--variant=minbase", suite, folder], { progress: show });
    await runProgram(subject, ["sh", "-c", IMPORT, "sh", folder, image]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** With a policy that keeps packages from starting services. */
const IMPORT = `set -e
printf '#!/bin/sh\\nexit 101\\n' >"$1/usr/sbin/policy-rc.d"
chmod +x "$1/usr/sbin/policy-rc.d"
chmod 755 "$1"
rm -rf "$1"/var/cache/apt/archives/*.deb
tar -C "$1" -c . | docker import - "$2"`;

function noBase(subject: string, refusal: string, whyNot: string): Problem {
  return new Problem({
    subject,
    expected: "a Debian to build images on: one that can be pulled, or root and debootstrap to make one",
    seen: `no pull (${refusal}), and no debootstrap: ${whyNot}`,
    remedy:
      "docker load the image where no registry is reached, or run npm run setup once as root on Debian or Ubuntu",
  });
}
