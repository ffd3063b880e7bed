import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 500;

/**
 * Acts once when the npm that started this process is gone, or its shell is. npm hands SIGTERM on to its shell alone, which
 * dies of it and passes nothing on, and of SIGHUP it dies itself: that they are gone is all that arrives here. Only under
 * npm, which waits for this process; one that a person's shell has started may be meant to outlive it.
 *
 * @param {() => void} act
 * @returns {() => void} ends the watching
 */
export function onceOrphaned(act) {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const before = startedBy();
  const timer = setInterval(() => {
    if (startedBy() === before) return;
    clearInterval(timer);
    act();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The parent; of a shell that npm has started also its parent, which is npm, where the host shows it. */
function startedBy() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    const [, name = "", parent = ""] = /\((.*)\) \S (\d+)/s.exec(stat) ?? [];
    return /^(ba|da|z|k)?sh$/.test(name) ? `${process.ppid} of ${parent}` : String(process.ppid);
  } catch {
    return String(process.ppid);
  }
}
