import { onPath } from "../kernel/on-path.ts";
import type { Step } from "../kernel/steps.ts";
import { installOrLeaveOut, meansOfHost } from "./install.ts";

/** What the tests check the shell scripts with, and the second shell that they run them under. Skipped where it can't be installed. */
export const shellCheck: Step = {
  name: "ShellCheck",
  async ensure(progress) {
    const packages = { shellcheck: await onPath("shellcheck"), busybox: await onPath("busybox") };
    const missing = Object.entries(packages).flatMap(([name, found]) => (found ? [] : [name]));
    if (missing.length === 0) return `${Object.values(packages).join(" and ")} are there`;
    return installOrLeaveOut(missing, await meansOfHost(progress));
  },
};
