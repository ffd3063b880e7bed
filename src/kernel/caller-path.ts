import { resolve } from "node:path";

/** A path that a person gave, from the folder where they stood: npm and the launcher go to the repository's root first. */
export function callerPath(path: string, env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.INIT_CWD ?? process.cwd(), path);
}
