import { globSync } from "node:fs";
import { join } from "node:path";

/** Where every spec is. */
export const SPECS = join(import.meta.dirname, "../../specs");

/** Every spec file of this repository. */
export function specFiles(): string[] {
  return globSync("**/*.spec.ts", { cwd: SPECS }).map((file) => join(SPECS, file));
}
