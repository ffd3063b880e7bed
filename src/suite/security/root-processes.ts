/** What prints the users of a container's processes, as the container numbers them: every image of the stack has it. */
export const USERS_COMMAND = ["sh", "-c", "cat /proc/[0-9]*/status 2>/dev/null || true"];

const USERS = /^Uid:((?:\s+\d+){4})$/gm;

/**
 * Whether one of the processes is root, whatever its user is called: real, effective, saved or of its files.
 * @returns `undefined` where the text says nothing of users
 */
export function hasRoot(printed: string): boolean | undefined {
  const users = [...printed.matchAll(USERS)].map(([, numbers = ""]) => numbers.trim().split(/\s+/));
  return users.length > 0 ? users.some((numbers) => numbers.includes("0")) : undefined;
}
