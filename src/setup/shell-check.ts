import { onPath } from "../kernel/on-path.ts";
import { messageOf } from "../kernel/problem.ts";
import type { Step } from "../kernel/steps.ts";
import { aptInstall, mayInstall, whyNotInstall } from "./install.ts";

/** What the tests check the shell scripts with, and the second shell that they run them under. Skipped where it can't be installed. */
export const shellCheck: Step = {
  name: "ShellCheck",
  async ensure(progress) {
    const packages = { shellcheck: await onPath("shellcheck"), busybox: await onPath("busybox") };
    const missing = Object.entries(packages).flatMap(([name, found]) => (found ? [] : [name]));
    if (missing.length === 0) return `${Object.values(packages).join(" and ")} are there`;
    if (!(await mayInstall())) return `left out: set-up does not install it here: ${await whyNotInstall()}`;
    try {
      await aptInstall(missing, progress);
      return `Debian's ${missing.join(" and ")} installed`;
    } catch (thrown) {
      return `left out: ${messageOf(thrown).split("\n")[0]}`;
    }
  },
};
