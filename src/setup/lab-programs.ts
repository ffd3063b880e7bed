import { onPath } from "../kernel/on-path.ts";
import type { Step } from "../kernel/steps.ts";
import { installOrLeaveOut, meansOfHost } from "./install.ts";

/** Programs that a lab of hosts is made with, and their Debian packages. */
const PROGRAMS: Readonly<Record<string, string>> = {
  dnsmasq: "dnsmasq-base",
  dockerd: "docker.io",
  dpipe: "vdeplug",
  ip: "iproute2",
  losetup: "mount",
  "mkfs.xfs": "xfsprogs",
  nsenter: "util-linux",
  openssl: "openssl",
  ping: "iputils-ping",
  setpriv: "util-linux",
  socat: "socat",
  tini: "tini",
  unshare: "util-linux",
  vde_plug: "vdeplug",
  wirefilter: "vde-wirefilter",
  xfs_io: "xfsprogs",
};

/** What a lab of several hosts is made with; without it what takes one is undetermined. */
export const labPrograms: Step = {
  name: "Lab of hosts",
  async ensure(progress) {
    const packages = packagesOf(await missingPrograms());
    if (packages.length === 0) return "present";
    return installOrLeaveOut(packages, await meansOfHost(progress));
  },
};

/** Programs of a lab that are not on this machine. */
export async function missingPrograms(): Promise<string[]> {
  const found = await Promise.all(
    Object.keys(PROGRAMS).map(async (program) => ((await onPath(program)) ? [] : [program])),
  );
  return found.flat();
}

/** The Debian packages of programs of a lab, each once. */
export function packagesOf(programs: readonly string[]): string[] {
  return [...new Set(programs.map((program) => PROGRAMS[program] ?? program))].sort();
}
