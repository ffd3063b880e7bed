import { execa } from "execa";
import { missingPrograms, packagesOf } from "../../setup/lab-programs.ts";
import { UNSHARE } from "../unshared.ts";

/** What a lab begins with: namespaces with a network in which a switch can be made. */
const PROBE = [...UNSHARE, "ip", "link", "add", "probe", "type", "bridge"];

/** Why no lab of hosts can be made on this machine, if none can. */
export async function whyNoLab(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "a lab of hosts takes root on Linux";
  const missing = await missingPrograms();
  if (missing.length > 0) {
    return `a lab of hosts takes ${missing.join(", ")} (Debian: ${packagesOf(missing).join(", ")}), which set-up has not installed here`;
  }
  const [file = "", ...args] = PROBE;
  const { failed, stderr } = await execa(file, args, { reject: false, stdin: "ignore" });
  return failed
    ? `this machine gives no namespaces with a network of their own: ${stderr.trim()}`
    : undefined;
}
