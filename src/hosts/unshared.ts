import { readFileSync } from "node:fs";
import { done, notYet } from "../kernel/wait.ts";

/** Namespaces of their own, whose first process takes all others along when it ends. */
export const UNSHARE = [
  "unshare",
  ...["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"],
  "--",
] as const;

/** For a wait: whether a log has such a line by now. */
export function logged(log: string, line: RegExp) {
  const text = readFileSync(log, "utf8");
  return line.test(text) ? done(true) : notYet(text.slice(-300));
}
