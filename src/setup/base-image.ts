import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "../on-path.ts";
import { Problem } from "../problem.ts";
import type { Engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { type Progress, runProgram } from "../steps.ts";
import { requireRoom } from "./disk-room.ts";
import { aptInstall, mayInstall, whyNotInstall } from "./install.ts";

/** What debootstrap leaves in a folder before it is imported: 0.3 GiB, and some to spare. */
const FOLDER_GIB = 0.5;

/** A minimal Debian of the release that the tag names, made from its packages and imported: what built images start from. */
export async function ensureBaseImage(docker: Engine, image: string, progress: Progress): Promise<void> {
  if (await imageIdOf(docker, image)) return;
  const suite = image.slice(image.indexOf(":") + 1);
  await requireRoom(`image ${image}`, tmpdir(), FOLDER_GIB);
  if (process.getuid?.() !== 0) throw notBuildable(image, "this user is not root");
  if (!(await onPath("debootstrap"))) {
    if (!(await mayInstall())) throw notBuildable(image, await whyNotInstall());
    await aptInstall(["debootstrap"], progress);
  }
  const folder = await mkdtemp(join(tmpdir(), "signoff-debian-"));
  try {
    progress(`${image}: debootstrap`);
    const subject = `image ${image}`;
    const show = (line: string) => progress(`${image}: ${line}`);
    await runProgram(subject, ["debootstrap", "--variant=minbase", suite, folder], { progress: show });
    await runProgram(subject, [
      "sh",
      "-c",
      'set -e; printf "#!/bin/sh\\nexit 101\\n" >"$1/usr/sbin/policy-rc.d"; chmod +x "$1/usr/sbin/policy-rc.d"; rm -rf "$1"/var/cache/apt/archives/*.deb; tar -C "$1" -c . | docker import - "$2"',
      "sh",
      folder,
      image,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function notBuildable(image: string, why: string): Problem {
  return new Problem({
    subject: `image ${image}`,
    expected: "root and debootstrap, to build images from Debian packages",
    seen: why,
    remedy:
      "run npm run setup once as root, or docker load images that were saved where a registry is reached",
  });
}
