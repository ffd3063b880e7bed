/** What prints the users of a container's processes, as the container numbers them: every image of the stack has it. */
export const USERS_COMMAND = ["sh", "-c", "cat /proc/[0-9]*/status 2>/dev/null || true"];

const PROCESS = /^Name:\s+(.*)$(?:\n(?!Name:).*)*?\nUid:((?:\s+\d+){4})$/gm;

/** The engine's own way into a container, as for a health check: root until it has become the command's user. */
const ENTERING = /^(runc:\[|crun)/;

/**
 * Whether one of the processes is root, whatever its user is called: real, effective, saved or of its files.
 * @returns "entering" where it is only the engine that brings a command in: one that stays is root all the same, so look again.
 * `undefined` where the text says nothing of users
 */
export function hasRoot(printed: string): boolean | "entering" | undefined {
  const processes = [...printed.matchAll(PROCESS)].map(([, name = "", numbers = ""]) => ({
    isEntering: ENTERING.test(name),
    isRoot: numbers.trim().split(/\s+/).includes("0"),
  }));
  if (processes.length === 0) return undefined;
  const roots = processes.filter(({ isRoot }) => isRoot);
  if (roots.length === 0) return false;
  return roots.every(({ isEntering }) => isEntering) ? "entering" : true;
}
