import { onPath } from "../kernel/on-path.ts";
import { messageOf } from "../kernel/problem.ts";
import { type Progress, runProgram } from "../kernel/steps.ts";

/** The properties of a host that decide whether packages are installed there. */
interface InstallHost {
  isRoot: boolean;
  /** Whether it is Debian or Ubuntu, as far as packages go. */
  hasApt: boolean;
}

async function thisHost(): Promise<InstallHost> {
  return { isRoot: process.getuid?.() === 0, hasApt: (await onPath("apt-get")) !== undefined };
}

/** Whether set-up may install packages of the operating system: as root on Debian or Ubuntu, unless forbidden. */
export async function mayInstall(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return whatForbids(env, await thisHost()) === undefined;
}

/** Why {@link mayInstall} says no, as the object of "set-up does not install here: …". */
export async function whyNotInstall(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  return whatForbids(env, await thisHost()) ?? "nothing forbids it";
}

/** What keeps set-up from installing packages, if anything does. */
export function whatForbids(env: NodeJS.ProcessEnv, { isRoot, hasApt }: InstallHost): string | undefined {
  if (env.SIGNOFF_NO_INSTALL) return "SIGNOFF_NO_INSTALL is set";
  if (!isRoot) return "this user is not root";
  return hasApt ? undefined : "this system has no apt-get";
}

/**
 * Installs what only the tests of this repository need, or leaves it out.
 * @param means.forbids why nothing may be installed here, if so
 * @param means.install installs the packages; what it throws is reported, and ends nothing
 * @returns what was done
 */
export async function installOrLeaveOut(
  packages: readonly string[],
  means: { forbids: string | undefined; install: (packages: readonly string[]) => Promise<void> },
): Promise<string> {
  const { forbids, install } = means;
  if (forbids) return `left out: set-up does not install it here: ${forbids}`;
  try {
    await install(packages);
    return `${packages.join(" and ")} installed`;
  } catch (thrown) {
    return `left out: ${messageOf(thrown).split("\n")[0]}`;
  }
}

/** The means of this host. */
export async function meansOfHost(progress: Progress): Promise<Parameters<typeof installOrLeaveOut>[1]> {
  return {
    forbids: whatForbids(process.env, await thisHost()),
    install: (packages) => aptInstall(packages, progress),
  };
}

/** Installs packages of the operating system from its own package sources. @throws Problem with what apt-get printed */
export async function aptInstall(packages: readonly string[], progress: Progress): Promise<void> {
  const subject = `Debian packages ${packages.join(", ")}`;
  const apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runProgram(subject, [...apt, "update"], { progress, env });
  await runProgram(subject, [...apt, "install", "-y", "--no-install-recommends", ...packages], {
    progress,
    env,
  });
}
