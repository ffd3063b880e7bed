import { onPath } from "../kernel/on-path.ts";
import { type Progress, runProgram } from "../kernel/steps.ts";

/** Whether set-up may install packages of the operating system: as root on Debian or Ubuntu, unless forbidden. */
export async function mayInstall(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return !env.SIGNOFF_NO_INSTALL && process.getuid?.() === 0 && (await onPath("apt-get")) !== undefined;
}

/** Why {@link mayInstall} says no, as the object of "set-up does not install here: …". */
export async function whyNotInstall(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  if (env.SIGNOFF_NO_INSTALL) return "SIGNOFF_NO_INSTALL is set";
  if (process.getuid?.() !== 0) return "this user is not root";
  return "this system has no apt-get";
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
