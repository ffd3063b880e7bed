import { homedir } from "node:os";

/** The user's home folder; one without an entry in the list of users has none. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return "/nonexistent";
  }
}
